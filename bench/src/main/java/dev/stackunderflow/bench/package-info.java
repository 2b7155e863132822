/** The demo, benchmarks and generators; not shipped. */
@NullMarked
package dev.stackunderflow.bench;

import org.jspecify.annotations.NullMarked;
