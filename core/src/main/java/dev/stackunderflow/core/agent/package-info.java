/** The coding agents that this program reads. */
@NullMarked
package dev.stackunderflow.core.agent;

import org.jspecify.annotations.NullMarked;
