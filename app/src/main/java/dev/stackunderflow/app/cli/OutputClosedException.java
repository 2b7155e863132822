package dev.stackunderflow.app.cli;

import java.io.IOException;

/**
 * Nobody takes more of the output: its reader has closed it, as {@code head} does, and the command
 * ends silently; or its disk is full, which {@link dev.stackunderflow.app.Main} says.
 */
public final class OutputClosedException extends IOException {}
