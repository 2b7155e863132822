package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.app.cli.OutputClosedException;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Shows long output page by page on a terminal: {@code $PAGER}, else {@code less -R}. */
public final class Pager {

  private static final String USUAL = "less -R";

  /** What a shell answers where it cannot run a command. */
  private static final int CANNOT_RUN = 126;

  private static final int NOT_FOUND = 127;

  private Pager() {}

  /** Writes the output. */
  @FunctionalInterface
  public interface Writer {
    /** Writes to a stream; may be called again where no pager could be started. */
    void write(PrintStream out) throws SQLException, IOException;
  }

  /**
   * Writes through the pager on a terminal, and directly elsewhere. Returns once the person has
   * left the pager.
   *
   * @param context what the command works with
   * @param isWanted whether to page on a terminal
   * @param writer writes the output
   */
  public static void page(Context context, boolean isWanted, Writer writer)
      throws SQLException, IOException {
    String command = isWanted && context.terminal().interactive() ? command(context.env()) : null;
    if (command == null || !paged(command, context.env(), writer)) {
      writer.write(context.out());
      context.out().flush();
    }
  }

  /** The command that pages; null where there is none, or the user wants none. */
  static @Nullable String command(Map<String, String> env) {
    String own = env.get("PAGER");
    if (own != null) {
      return own.isBlank() || own.strip().equals("cat") ? null : own;
    }
    boolean isDumb = env.getOrDefault("TERM", "dumb").equals("dumb");
    return isDumb || !isInstalled("less", env) ? null : USUAL;
  }

  private static boolean isInstalled(String program, Map<String, String> env) {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(env.getOrDefault("PATH", ""))
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
  }

  /** False where the pager could not be started: nothing was shown then. */
  private static boolean paged(String command, Map<String, String> env, Writer writer)
      throws SQLException, IOException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", command)
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT);
    builder.environment().clear();
    builder.environment().putAll(env);
    // As git does: what fits on the screen is not paged, colours are shown, the screen stays.
    builder.environment().putIfAbsent("LESS", "FRX");
    Process pager;
    try {
      pager = builder.start();
    } catch (IOException e) {
      return false; // no shell
    }
    // Ctrl-C ends this process and not the pager: the shell must not have the terminal before it.
    var wait = new Thread(() -> await(pager), "pager");
    Runtime.getRuntime().addShutdownHook(wait);
    try (var out =
        new TerminalStream(
            new PrintStream(
                new BufferedOutputStream(pager.getOutputStream()),
                false,
                StandardCharsets.UTF_8))) {
      writer.write(out);
    } catch (OutputClosedException e) {
      // The person has left the pager, or it could not be run: its exit code says which.
    }
    int exitCode = await(pager);
    Runtime.getRuntime().removeShutdownHook(wait);
    return exitCode != NOT_FOUND && exitCode != CANNOT_RUN;
  }

  private static int await(Process pager) {
    try {
      return pager.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
