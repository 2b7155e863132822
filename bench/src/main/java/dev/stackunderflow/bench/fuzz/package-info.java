/** Coverage-guided fuzzing (Jazzer) of every reader of bucket objects. */
@NullMarked
package dev.stackunderflow.bench.fuzz;

import org.jspecify.annotations.NullMarked;
