/** The commands, one class each; groups of them in packages below. */
@NullMarked
package dev.stackunderflow.app.cli.command;

import org.jspecify.annotations.NullMarked;
