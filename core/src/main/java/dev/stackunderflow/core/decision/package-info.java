/** The user's decisions that apply on all devices: deletions, conflict choices, project links. */
@NullMarked
package dev.stackunderflow.core.decision;

import org.jspecify.annotations.NullMarked;
