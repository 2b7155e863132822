/** Senpi. */
@NullMarked
package dev.stackunderflow.core.agent.senpi;

import org.jspecify.annotations.NullMarked;
