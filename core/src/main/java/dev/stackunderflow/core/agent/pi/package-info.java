/** Pi. */
@NullMarked
package dev.stackunderflow.core.agent.pi;

import org.jspecify.annotations.NullMarked;
