/** Gajae Code. */
@NullMarked
package dev.stackunderflow.core.agent.gjc;

import org.jspecify.annotations.NullMarked;
