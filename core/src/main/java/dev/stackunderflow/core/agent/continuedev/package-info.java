/** Continue. */
@NullMarked
package dev.stackunderflow.core.agent.continuedev;

import org.jspecify.annotations.NullMarked;
