/** Qwen Code. */
@NullMarked
package dev.stackunderflow.core.agent.qwen;

import org.jspecify.annotations.NullMarked;
