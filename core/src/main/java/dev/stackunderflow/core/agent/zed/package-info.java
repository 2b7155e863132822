/** Zed. */
@NullMarked
package dev.stackunderflow.core.agent.zed;

import org.jspecify.annotations.NullMarked;
