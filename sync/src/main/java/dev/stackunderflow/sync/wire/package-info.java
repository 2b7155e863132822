/** The objects of a vault as values, independent of a format version. */
@NullMarked
package dev.stackunderflow.sync.wire;

import org.jspecify.annotations.NullMarked;
