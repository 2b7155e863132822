/** TODO */
@NullMarked
package dev.stackunderflow.app;

import org.jspecify.annotations.NullMarked;
