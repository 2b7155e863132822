/** Augment. */
@NullMarked
package dev.stackunderflow.core.agent.augment;

import org.jspecify.annotations.NullMarked;
