/** Options that several commands share. */
@NullMarked
package dev.stackunderflow.app.cli.option;

import org.jspecify.annotations.NullMarked;
