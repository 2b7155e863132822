/** JMH benchmarks of the inner steps of an import, a push and a pull: {@code bench/micro}. */
@NullMarked
package dev.stackunderflow.bench.micro;

import org.jspecify.annotations.NullMarked;
