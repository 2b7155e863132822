/** Cline. */
@NullMarked
package dev.stackunderflow.core.agent.cline;

import org.jspecify.annotations.NullMarked;
