/** The commands, one class each. */
@NullMarked
package dev.stackunderflow.app.cli.command;

import org.jspecify.annotations.NullMarked;
