/** TODO */
@NullMarked
package dev.stackunderflow.sync;

import org.jspecify.annotations.NullMarked;
