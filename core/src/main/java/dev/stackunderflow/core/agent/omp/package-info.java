/** Oh My Pi. */
@NullMarked
package dev.stackunderflow.core.agent.omp;

import org.jspecify.annotations.NullMarked;
