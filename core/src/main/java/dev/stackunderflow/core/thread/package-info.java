/** Work on threads beside the caller's. */
@NullMarked
package dev.stackunderflow.core.thread;

import org.jspecify.annotations.NullMarked;
