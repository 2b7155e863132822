/** The full-text index over the merged view. */
@NullMarked
package dev.stackunderflow.core.catalog.search;

import org.jspecify.annotations.NullMarked;
