/** Push: store, changes, segments, uploads, head. */
@NullMarked
package dev.stackunderflow.sync.engine.push;

import org.jspecify.annotations.NullMarked;
