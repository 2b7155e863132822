/** gptme. */
@NullMarked
package dev.stackunderflow.core.agent.gptme;

import org.jspecify.annotations.NullMarked;
