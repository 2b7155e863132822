/** Kimchi. */
@NullMarked
package dev.stackunderflow.core.agent.kimchi;

import org.jspecify.annotations.NullMarked;
