/** {@code sync} and the commands below it. */
@NullMarked
package dev.stackunderflow.app.cli.command.sync;

import org.jspecify.annotations.NullMarked;
