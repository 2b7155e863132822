/** OpenClaw. */
@NullMarked
package dev.stackunderflow.core.agent.openclaw;

import org.jspecify.annotations.NullMarked;
