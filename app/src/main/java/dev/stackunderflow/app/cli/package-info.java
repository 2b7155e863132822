/** The command line: options in, tables and JSON out. Nothing here decides anything about data. */
@NullMarked
package dev.stackunderflow.app.cli;

import org.jspecify.annotations.NullMarked;
