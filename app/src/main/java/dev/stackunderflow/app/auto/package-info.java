/** Continuous sync: imports, pushes and pulls in the background. */
@NullMarked
package dev.stackunderflow.app.auto;

import org.jspecify.annotations.NullMarked;
