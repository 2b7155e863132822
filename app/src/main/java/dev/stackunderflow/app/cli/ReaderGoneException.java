package dev.stackunderflow.app.cli;

import java.io.IOException;

/** Who read the output has seen enough, as {@code head} does: the command ends without a word. */
final class ReaderGoneException extends IOException {}
