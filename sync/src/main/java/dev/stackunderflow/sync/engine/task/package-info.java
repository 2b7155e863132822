/** Everything else that a command asks for: init, rotate, prune, restore, verify and more. */
@NullMarked
package dev.stackunderflow.sync.engine.task;

import org.jspecify.annotations.NullMarked;
