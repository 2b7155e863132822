/** {@code sync key} and the commands below it. */
@NullMarked
package dev.stackunderflow.app.cli.command.key;

import org.jspecify.annotations.NullMarked;
