package dev.stackunderflow.app.cli.option;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Takes a slug such as {@code -home-me-src-app} as an option's value; without this it would be read
 * as the option {@code -h}.
 */
@SuppressWarnings("JdkObsolete") // picocli's interface has a Stack
public final class SlugValue implements IParameterPreprocessor {

  @Override
  public boolean preprocess(
      Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    if (args.isEmpty() || !args.peek().matches("-[^-].+")) {
      return false;
    }
    option.setValue(args.pop());
    return true;
  }
}
