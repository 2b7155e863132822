/** Pull: heads, segments, replica. */
@NullMarked
package dev.stackunderflow.sync.engine.pull;

import org.jspecify.annotations.NullMarked;
