/** IBM Bob. */
@NullMarked
package dev.stackunderflow.core.agent.bob;

import org.jspecify.annotations.NullMarked;
