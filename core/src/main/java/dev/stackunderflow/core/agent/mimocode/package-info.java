/** MiMo Code. */
@NullMarked
package dev.stackunderflow.core.agent.mimocode;

import org.jspecify.annotations.NullMarked;
