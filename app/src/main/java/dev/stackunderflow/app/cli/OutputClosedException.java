package dev.stackunderflow.app.cli;

import java.io.IOException;

/** The reader of the output has closed it, as {@code head} does. The command ends silently. */
public final class OutputClosedException extends IOException {}
