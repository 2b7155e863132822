/** DeepSeek Harness. */
@NullMarked
package dev.stackunderflow.core.agent.dsh;

import org.jspecify.annotations.NullMarked;
