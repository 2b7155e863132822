/** Codebuff. */
@NullMarked
package dev.stackunderflow.core.agent.codebuff;

import org.jspecify.annotations.NullMarked;
