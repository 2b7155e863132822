/** Zencoder. */
@NullMarked
package dev.stackunderflow.core.agent.zencoder;

import org.jspecify.annotations.NullMarked;
