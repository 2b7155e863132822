package dev.stackunderflow.app.cli.option;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A file to write; {@code -} is not one: only some commands can write to standard output. */
public final class FileValue implements ITypeConverter<Path> {

  @Override
  public Path convert(String text) {
    try {
      if (!text.isBlank() && !text.equals("-")) {
        return Path.of(text);
      }
    } catch (InvalidPathException _) {
      // Said below.
    }
    throw new TypeConversionException("Not a file name: " + text);
  }
}
