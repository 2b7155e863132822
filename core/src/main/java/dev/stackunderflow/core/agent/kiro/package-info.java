/** Kiro CLI. */
@NullMarked
package dev.stackunderflow.core.agent.kiro;

import org.jspecify.annotations.NullMarked;
