/** Coverage-guided fuzzing (Jazzer) of everything that reads what comes out of a bucket. */
@NullMarked
package dev.stackunderflow.bench.fuzz;

import org.jspecify.annotations.NullMarked;
