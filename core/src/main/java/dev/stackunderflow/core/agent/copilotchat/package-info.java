/** Copilot Chat in Visual Studio Code and the editors made of it. */
@NullMarked
package dev.stackunderflow.core.agent.copilotchat;

import org.jspecify.annotations.NullMarked;
