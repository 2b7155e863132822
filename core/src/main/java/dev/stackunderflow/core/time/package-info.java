/** Reads times from logs and from what a user types. */
@NullMarked
package dev.stackunderflow.core.time;

import org.jspecify.annotations.NullMarked;
