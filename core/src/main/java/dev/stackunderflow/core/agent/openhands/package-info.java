/** OpenHands. */
@NullMarked
package dev.stackunderflow.core.agent.openhands;

import org.jspecify.annotations.NullMarked;
