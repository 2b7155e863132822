/** Applies what the user decided to this device. */
@NullMarked
package dev.stackunderflow.sync.engine.decision;

import org.jspecify.annotations.NullMarked;
