/** Grok Build. */
@NullMarked
package dev.stackunderflow.core.agent.grok;

import org.jspecify.annotations.NullMarked;
