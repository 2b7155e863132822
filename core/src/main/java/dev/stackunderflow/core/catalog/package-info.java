/** The merged view over the store and the replica. */
@NullMarked
package dev.stackunderflow.core.catalog;

import org.jspecify.annotations.NullMarked;
