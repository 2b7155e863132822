/** iFlow. */
@NullMarked
package dev.stackunderflow.core.agent.iflow;

import org.jspecify.annotations.NullMarked;
