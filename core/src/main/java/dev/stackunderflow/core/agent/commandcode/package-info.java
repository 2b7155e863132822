/** Command Code. */
@NullMarked
package dev.stackunderflow.core.agent.commandcode;

import org.jspecify.annotations.NullMarked;
