/** Prints sessions: for a terminal, as Markdown, as one HTML page. */
@NullMarked
package dev.stackunderflow.app.cli.transcript;

import org.jspecify.annotations.NullMarked;
