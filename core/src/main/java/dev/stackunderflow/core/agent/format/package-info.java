/** Formats that several agents share. */
@NullMarked
package dev.stackunderflow.core.agent.format;

import org.jspecify.annotations.NullMarked;
