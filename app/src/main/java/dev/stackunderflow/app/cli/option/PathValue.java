package dev.stackunderflow.app.cli.option;

import dev.stackunderflow.core.file.Home;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A file or folder. {@code -} is none: only some commands can write to standard output. A shell
 * leaves the {@code ~} in {@code --output=~/file} for the program.
 *
 * @param env the environment, for the home folder
 */
public record PathValue(Map<String, String> env) implements ITypeConverter<Path> {

  @Override
  public Path convert(String text) {
    try {
      if (!text.isBlank() && !text.equals("-")) {
        return text.startsWith("~") ? Home.path(text, env) : Path.of(text);
      }
    } catch (InvalidPathException _) {
      // Said below.
    }
    throw new TypeConversionException("Not a file name: " + text);
  }
}
