/** Init, push and pull: the straight way of the data there and back. */
@NullMarked
package dev.stackunderflow.sync.engine;

import org.jspecify.annotations.NullMarked;
