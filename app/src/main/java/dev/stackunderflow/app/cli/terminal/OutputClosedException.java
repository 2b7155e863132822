package dev.stackunderflow.app.cli.terminal;

import java.io.IOException;

/** Who read the output has seen enough, as {@code head} does: the command ends without a word. */
public final class OutputClosedException extends IOException {}
