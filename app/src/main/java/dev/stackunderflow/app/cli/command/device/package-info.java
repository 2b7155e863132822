/** {@code sync devices} and the commands below it. */
@NullMarked
package dev.stackunderflow.app.cli.command.device;

import org.jspecify.annotations.NullMarked;
