/** Commands over the merged view of all devices. */
@NullMarked
package dev.stackunderflow.app.cli.command.view;

import org.jspecify.annotations.NullMarked;
