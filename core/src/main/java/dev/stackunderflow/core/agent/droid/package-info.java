/** Factory Droid. */
@NullMarked
package dev.stackunderflow.core.agent.droid;

import org.jspecify.annotations.NullMarked;
