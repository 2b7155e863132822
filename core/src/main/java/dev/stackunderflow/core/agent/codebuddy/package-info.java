/** CodeBuddy. */
@NullMarked
package dev.stackunderflow.core.agent.codebuddy;

import org.jspecify.annotations.NullMarked;
