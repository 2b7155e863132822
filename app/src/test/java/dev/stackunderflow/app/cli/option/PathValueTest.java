package dev.stackunderflow.app.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Names of files in options. */
class PathValueTest {

  private final PathValue value = new PathValue(Map.of("HOME", "/home/ada"));

  @ParameterizedTest
  @CsvSource({"~, /home/ada", "~/a b, /home/ada/a b", "/x/~, /x/~"})
  void aTildeThatTheShellLeftIsTheHomeFolder(String text, Path path) {
    assertThat(value.convert(text)).isEqualTo(path);
  }

  @Test
  void otherNamesStayRelative() {
    assertThat(value.convert("a/b")).isEqualTo(Path.of("a/b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "", " ", "a\0b"})
  void whatIsNoFileIsRefused(String text) {
    assertThatThrownBy(() -> value.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageStartingWith("Not a file name");
  }
}
