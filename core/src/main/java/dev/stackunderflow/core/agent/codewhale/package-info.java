/** CodeWhale. */
@NullMarked
package dev.stackunderflow.core.agent.codewhale;

import org.jspecify.annotations.NullMarked;
