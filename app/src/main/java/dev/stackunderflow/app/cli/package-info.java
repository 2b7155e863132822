/** The command line: exit codes, and which failure ends with which. */
@NullMarked
package dev.stackunderflow.app.cli;

import org.jspecify.annotations.NullMarked;
