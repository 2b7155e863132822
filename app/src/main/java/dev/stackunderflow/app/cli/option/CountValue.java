package dev.stackunderflow.app.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How many of something: a whole number above 0. */
public final class CountValue implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String text) {
    if (!text.matches("0{0,9}[1-9]\\d{0,8}")) {
      throw new TypeConversionException("Not a whole number above 0: " + text);
    }
    return Integer.valueOf(text);
  }
}
