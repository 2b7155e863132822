/** ZCode. */
@NullMarked
package dev.stackunderflow.core.agent.zcode;

import org.jspecify.annotations.NullMarked;
