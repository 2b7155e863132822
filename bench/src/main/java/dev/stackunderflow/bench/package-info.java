/** TODO */
@NullMarked
package dev.stackunderflow.bench;

import org.jspecify.annotations.NullMarked;
