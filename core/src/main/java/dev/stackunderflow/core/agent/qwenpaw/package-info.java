/** QwenPaw. */
@NullMarked
package dev.stackunderflow.core.agent.qwenpaw;

import org.jspecify.annotations.NullMarked;
