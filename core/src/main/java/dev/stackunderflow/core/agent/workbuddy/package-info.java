/** WorkBuddy. */
@NullMarked
package dev.stackunderflow.core.agent.workbuddy;

import org.jspecify.annotations.NullMarked;
