/** Kimi Code. */
@NullMarked
package dev.stackunderflow.core.agent.kimi;

import org.jspecify.annotations.NullMarked;
