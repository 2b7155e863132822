/** JetBrains Junie. */
@NullMarked
package dev.stackunderflow.core.agent.junie;

import org.jspecify.annotations.NullMarked;
