package dev.stackunderflow.core.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.json.LenientJson;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a tool failed, by what agents note beside its result: a flag, a status, or the exit code
 * of a command, which some write only into the text that they give to the model.
 */
public final class Failures {

  private static final Set<String> STATUSES =
      Set.of(
          "error", "failed", "failure", "cancelled", "canceled", "rejected", "denied", "aborted");

  private static final List<String> EXIT_CODES =
      List.of("exit", "exitCode", "exit_code", "exitStatus", "exit_status");

  /** An exit code in words: {@code exit status: 3}. */
  private static final Pattern FAILED = Pattern.compile("(?:.*\\D)?-?0*[1-9]\\d*\\s*");

  /** Lines that agents themselves put around a command's output. */
  private static final Pattern STATED =
      Pattern.compile(
          "\\A(?:exit: -?[1-9]\\d*$|Chunk ID: .*\\R(?:.*\\R){0,2}Process exited with code -?[1-9]\\d*$"
              + "|Exit code: -?[1-9]\\d*$)",
          Pattern.MULTILINE);

  /** The end of what Gemini CLI and Qwen Code tell the model of a command. */
  private static final Pattern SHELL =
      Pattern.compile("^(?:Exit Code: -?[1-9]\\d*|Error: (?!\\(none\\)).+)$", Pattern.MULTILINE);

  private Failures() {}

  /** Whether one of these objects says so. */
  public static boolean isIn(JsonNode... said) {
    for (JsonNode each : said) {
      boolean isFlagged =
          isTrue(each, "is_error")
              || isTrue(each, "isError")
              || isTrue(each, "error")
              || (each.path("success").isBoolean() && !each.path("success").booleanValue());
      String status = LenientJson.textOr(each, "status", "").toLowerCase(Locale.ROOT);
      if (isFlagged || STATUSES.contains(status) || hasExitCode(each)) {
        return true;
      }
      for (String field : List.of("metadata", "details", "shellExecution")) {
        if (hasExitCode(each.path(field))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the agent wrote so at the beginning of a result's text. */
  static boolean isStated(String text) {
    return STATED.matcher(text).find();
  }

  /** Whether the result of Gemini's tool for commands says so. */
  static boolean isShell(String tool, String text) {
    return tool.equals("run_shell_command") && SHELL.matcher(text).find();
  }

  private static boolean isTrue(JsonNode object, String field) {
    return object.path(field).asBoolean(false);
  }

  private static boolean hasExitCode(JsonNode object) {
    for (String field : EXIT_CODES) {
      JsonNode code = object.path(field);
      boolean isFailed =
          code.isNumber()
              ? code.doubleValue() != 0
              : field.endsWith("tatus") && FAILED.matcher(code.asText("")).matches();
      if (isFailed) {
        return true;
      }
    }
    return false;
  }
}
