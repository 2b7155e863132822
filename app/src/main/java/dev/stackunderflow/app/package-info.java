/** The entry point of the program. */
@NullMarked
package dev.stackunderflow.app;

import org.jspecify.annotations.NullMarked;
