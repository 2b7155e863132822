/** Warp. */
@NullMarked
package dev.stackunderflow.core.agent.warp;

import org.jspecify.annotations.NullMarked;
