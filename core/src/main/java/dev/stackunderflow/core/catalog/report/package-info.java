/** Totals by device, project, model and period, with their cost. */
@NullMarked
package dev.stackunderflow.core.catalog.report;

import org.jspecify.annotations.NullMarked;
