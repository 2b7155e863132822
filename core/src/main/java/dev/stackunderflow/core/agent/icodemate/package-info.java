/** IcodeMate. */
@NullMarked
package dev.stackunderflow.core.agent.icodemate;

import org.jspecify.annotations.NullMarked;
