/** The command's way in. */
@NullMarked
package dev.stackunderflow.app;

import org.jspecify.annotations.NullMarked;
