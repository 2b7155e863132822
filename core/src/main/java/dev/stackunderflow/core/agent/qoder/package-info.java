/** Qoder. */
@NullMarked
package dev.stackunderflow.core.agent.qoder;

import org.jspecify.annotations.NullMarked;
