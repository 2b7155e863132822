package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.terminal.Terminal;
import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.bucket.BucketProbe;
import dev.stackunderflow.sync.bucket.BucketUrl;
import dev.stackunderflow.sync.key.Certificate;
import dev.stackunderflow.sync.key.VaultSeal;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.v1.Layout;
import dev.stackunderflow.sync.wire.v1.SegmentWriter;
import dev.stackunderflow.sync.wire.v1.VaultCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the documents say is what the code does. */
class DocsTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  @Test
  void theSpecificationNamesTheConstantsOfTheCode() throws Exception {
    String device = "<device-id>";
    assertThat(read("docs/specs/sync-protocol-v1.md"))
        .contains(
            "`" + BucketUrl.DEFAULT_PREFIX + "`",
            "`" + Layout.VAULT + "`",
            "`" + Layout.head(device) + "`",
            "`" + Layout.segment(device, "<generation>-<random>") + "`",
            "`" + BucketProbe.PREFIX + "<random>`",
            "| `format` | `" + VaultCodec.FORMAT + "` |",
            "at most " + VaultCodec.MAX_BYTES + " bytes",
            "| `format` | `" + Head.FORMAT + "` |",
            "| `version` | `" + Head.VERSION + "` |",
            "At most " + (Head.MAX_PLAINTEXT_BYTES >> 20) + " MiB",
            "`" + Head.SIGNATURE_LABEL + "`",
            "`" + Certificate.LABEL + "`",
            "`" + VaultSeal.LABEL + "`",
            "`" + VaultSeal.HANDOVER_LABEL + "`",
            "`" + Layout.ABANDONED + "<vault-id>/…`",
            "`" + Role.FULL.wireName() + "` or `" + Role.WRITE_ONLY.wireName() + "`",
            String.format("`application_id` `0x%x`", SegmentWriter.APPLICATION_ID),
            "`user_version` `" + SegmentWriter.VERSION + "`",
            "passes " + (SegmentWriter.TARGET_BYTES >> 20) + " MiB",
            "at most " + (SegmentWriter.MAX_BYTES >> 20) + " MiB",
            "`user_version` is above " + Store.SCHEMA_VERSION);
  }

  @Test
  void theSpecificationHasEveryColumnOfASegment() throws Exception {
    String spec = read("docs/specs/sync-protocol-v1.md").replaceAll("\\s+", " ");
    String schema =
        Files.readString(
            ROOT.resolve("sync/src/main/resources/dev/stackunderflow/sync/wire/v1/segment.sql"));
    Matcher column =
        Pattern.compile("^  ([a-z_0-9]+) +(INTEGER|TEXT|REAL)", Pattern.MULTILINE).matcher(schema);
    int columns = 0;
    while (column.find()) {
      assertThat(spec).contains(column.group(1) + " " + column.group(2));
      columns++;
    }
    assertThat(columns).isEqualTo(45);
  }

  @Test
  void theCommandsPageHasEveryCommandsHelp() throws Exception {
    String page = read("docs/commands.md");
    List<CommandLine> commands = commands();
    assertThat(commands).hasSizeGreaterThan(40);
    for (CommandLine command : commands) {
      String help = command.getUsageMessage();
      assertThat(help).contains("Example:");
      assertThat(page)
          .as("run scripts/commands-page after a change of the help")
          .contains("## " + command.getCommandSpec().qualifiedName(" ") + "\n")
          .contains(help.strip());
    }
  }

  /** Every command, with those below it. */
  private static List<CommandLine> commands() {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    var cli = new Cli(Map.of(), nowhere, nowhere, Terminal.NONE, Clock.systemUTC());
    return withSubcommands(cli.commandLine()).toList();
  }

  private static Stream<CommandLine> withSubcommands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(DocsTest::withSubcommands));
  }

  @Test
  void theCommandsPageHasEveryExitCode() throws Exception {
    String page = read("docs/commands.md").replace("`", "");
    for (Field code : ExitCode.class.getFields()) {
      if (code.getType() == int.class) {
        assertThat(ExitCode.MEANINGS).containsKey(code.getInt(null));
      }
    }
    ExitCode.MEANINGS.forEach(
        (code, meaning) -> assertThat(page).contains("\n| " + code + " | " + meaning + " |\n"));
  }

  /** An agent is on its own page, so that adding one touches nothing else. */
  private static boolean isAgent(Path packageInfo) {
    String agents = "/core/agent/";
    String file = packageInfo.toString();
    int at = file.indexOf(agents);
    return at >= 0
        && file.substring(at + agents.length()).contains("/")
        && !file.contains(agents + "source/")
        && !file.contains(agents + "format/");
  }

  @Test
  void theAgentsPageHasARowAndAPartForEveryAgent() throws Exception {
    String page = read("docs/agents.md");
    for (CodingAgent agent : Agents.all(Map.of())) {
      String anchor = agent.title().toLowerCase(Locale.ROOT).replace(' ', '-');
      assertThat(page)
          .contains("\n| [" + agent.title() + "](#" + anchor + ") | `" + agent.id() + "` | ")
          .contains("\n### " + agent.title() + "\n\n- Where: ");
    }
  }

  @Test
  void theArchitecturePageNamesEveryPackage() throws Exception {
    String page = read("docs/architecture.md");
    String picture = page.substring(page.indexOf("```"), page.lastIndexOf("```"));
    for (String module : new String[] {"core", "sync", "app"}) {
      Path main = ROOT.resolve(module + "/src/main/java/dev/stackunderflow/" + module);
      try (var files = Files.walk(main)) {
        for (Path file :
            files.filter(f -> f.endsWith("package-info.java") && !isAgent(f)).toList()) {
          String[] parts = main.relativize(file).toString().split("/");
          String name = parts.length == 1 ? module : parts[parts.length - 2];
          assertThat(picture).as(module + ": " + name).containsPattern("\\b" + name + "\\b");
        }
      }
    }
  }

  @Test
  void theThreatModelNamesTestsThatExist() throws Exception {
    Matcher name =
        Pattern.compile("`([A-Z][A-Za-z]+(?:IT|Test|Properties))\\.([a-zA-Z]+)`")
            .matcher(read("docs/threat-model.md"));
    int names = 0;
    while (name.find()) {
      assertThat(source(name.group(1))).contains("void " + name.group(2) + "(");
      names++;
    }
    assertThat(names).isGreaterThan(10);
  }

  @Test
  void theDependenciesPageHasEveryRuntimeDependency() throws Exception {
    List<String> page = read("docs/dependencies.md").lines().toList();
    Matcher dependency =
        Pattern.compile("^ +([a-z0-9._-]+):([a-z0-9._-]+):jar:", Pattern.MULTILINE)
            .matcher(read("app/target/runtime-dependencies.txt"));
    int dependencies = 0;
    while (dependency.find()) {
      String group = "| `" + dependency.group(1) + "` |";
      String artifact = "`" + dependency.group(2) + "`";
      assertThat(page).anyMatch(row -> row.startsWith(group) && row.contains(artifact));
      dependencies++;
    }
    assertThat(dependencies).isGreaterThan(40);
  }

  @Test
  void thePicturesThatThePagesShowExistAndEachIsShown() throws Exception {
    Pattern image = Pattern.compile("!\\[[^]]+]\\(([^)]+)\\)");
    Set<Path> shown = new HashSet<>();
    try (var pages = Files.walk(ROOT.resolve("docs"))) {
      List<Path> all =
          Stream.concat(Stream.of(ROOT.resolve("README.md")), pages)
              .filter(f -> f.toString().endsWith(".md"))
              .toList();
      for (Path page : all) {
        Matcher picture = image.matcher(Files.readString(page));
        while (picture.find()) {
          Path file = page.resolveSibling(picture.group(1)).normalize();
          assertThat(file).as("a picture of " + page).exists();
          shown.add(file);
        }
      }
    }
    try (var files = Files.list(ROOT.resolve("docs/pictures"))) {
      assertThat(files.toList()).hasSizeGreaterThanOrEqualTo(6).isSubsetOf(shown);
    }
  }

  private static String source(String testClass) throws IOException {
    try (var files = Files.walk(ROOT)) {
      Path file =
          files
              .filter(f -> f.endsWith(testClass + ".java") && !f.toString().contains("/target/"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("there is no " + testClass));
      return Files.readString(file);
    }
  }

  @Test
  void theReadmesCommandsExist() throws Exception {
    String readme = read("README.md");
    for (String script : new String[] {"./try", "./check", "./stackunderflow"}) {
      assertThat(readme).contains(script);
      assertThat(Files.isExecutable(ROOT.resolve(script.substring(2)))).isTrue();
    }
    assertThat(read(".ci/run")).contains("./check");
  }

  @Test
  void theCompletionScriptKnowsTheCommands() {
    Shell.Run run = Shell.run(Map.of("HOME", "/nowhere"), "completion");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("complete ", "conflicts", "--key-from-env");
  }
}
