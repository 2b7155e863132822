/**
 * Keeps {@code catalog.db} up to date with the store and the replica: one narrow row per event,
 * conflicts, totals.
 */
@NullMarked
package dev.stackunderflow.core.catalog.index;

import org.jspecify.annotations.NullMarked;
