/** Whole processes, ours and other programs', timed in turn on the same data. */
@NullMarked
package dev.stackunderflow.bench.run;

import org.jspecify.annotations.NullMarked;
