package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

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
    assertThat(columns).isEqualTo(42);
  }

  @Test
  void theCommandsPageHasEveryCommandsHelp() throws Exception {
    String page = read("docs/commands.md");
    for (String[] command : COMMANDS) {
      String[] args = java.util.Arrays.copyOf(command, command.length + 1);
      args[command.length] = "--help";
      Shell.Run help = Shell.run(Map.of("HOME", "/nowhere"), args);
      assertThat(help.exitCode()).isZero();
      assertThat(help.out()).contains("Example:");
      assertThat(page)
          .as("run scripts/commands-page after a change of the help")
          .contains(help.out().strip());
    }
  }

  /** Every command with its own help, as typed. */
  static final String[][] COMMANDS = {
    {},
    {"ingest"},
    {"projects"},
    {"projects", "link"},
    {"projects", "unlink"},
    {"sessions"},
    {"sessions", "carry"},
    {"show"},
    {"search"},
    {"report"},
    {"sql"},
    {"export"},
    {"sync"},
    {"sync", "init"},
    {"sync", "push"},
    {"sync", "pull"},
    {"sync", "now"},
    {"sync", "status"},
    {"sync", "auto"},
    {"sync", "conflicts"},
    {"sync", "fingerprint"},
    {"sync", "verify"},
    {"sync", "prune"},
    {"sync", "forget"},
    {"sync", "conflicts", "keep"},
    {"sync", "restore"},
    {"sync", "invite"},
    {"sync", "join"},
    {"sync", "devices"},
    {"sync", "devices", "rename"},
    {"sync", "devices", "revoke"},
    {"sync", "devices", "remove"},
    {"sync", "key"},
    {"sync", "key", "fingerprint"},
    {"sync", "key", "check"},
    {"sync", "key", "show"},
    {"sync", "key", "backup"},
    {"sync", "key", "sheet"},
    {"sync", "key", "rotate"},
    {"start"},
    {"completion"}
  };

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
