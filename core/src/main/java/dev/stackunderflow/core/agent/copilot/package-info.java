/** GitHub Copilot CLI. */
@NullMarked
package dev.stackunderflow.core.agent.copilot;

import org.jspecify.annotations.NullMarked;
