/** What a terminal shows: tables, bars, transcripts, and text made safe to print. */
@NullMarked
package dev.stackunderflow.app.cli.terminal;

import org.jspecify.annotations.NullMarked;
