package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.cipher.AgeCipher;
import dev.stackunderflow.sync.cipher.Zstd;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.testing.Lines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The data outlives the program: the standard tools read what it writes, and the other way. */
class InteropIT extends TwoMachines {

  @BeforeEach
  void toolsAreHere() {
    boolean here =
        Stream.of("age", "zstd", "sqlite3")
            .allMatch(
                tool ->
                    Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, tool))));
    if ("required".equals(System.getenv("STACKUNDERFLOW_INTEROP"))) {
      assertThat(here).as("age, zstd and sqlite3 are installed").isTrue();
    }
    assumeTrue(here, "age, zstd and sqlite3 are not all installed");
  }

  private String shell(String script) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output.strip();
  }

  @Test
  void documentedRecoveryRecipeReadsASegment() throws Exception {
    a.append(
        "-p", "one", Lines.user("u1", Lines.at(1), "kept"), Lines.user("u2", Lines.at(2), "x"));
    a.ingest();
    a.push();
    Files.writeString(folder.resolve("key"), a.key() + "\n");
    Files.write(folder.resolve("SEGMENT"), s3.object(segmentOf(a.status().deviceId())));
    Files.write(folder.resolve("HEAD"), s3.object(headOf(a.status().deviceId())));

    assertThat(
            shell(
                "age -d -i key SEGMENT | zstd -dq > s.db;"
                    + " sqlite3 s.db 'select count(*) from event'"))
        .isEqualTo("2");
    assertThat(shell("sqlite3 s.db 'select content_text from event order by seq limit 1'"))
        .isEqualTo("kept");
    assertThat(shell("age -d -i key HEAD | zstd -dq | tail -n 1")).contains("\"generation\":1");
  }

  @Test
  void vaultObjectContainsTheRetiredKey() throws Exception {
    VaultKey next = VaultKey.generate();
    a.env().put("NEXT", next.secret());
    a.sync().rotateKey("env:NEXT", Progress.NONE);
    Files.writeString(folder.resolve("key"), next.secret() + "\n");
    Files.write(folder.resolve("vault.json"), s3.object("stackunderflow-sync/v1/vault.json"));

    assertThat(
            shell(
                "sed 's/.*\"identity\":\"\\([^\"]*\\)\".*/\\1/' vault.json"
                    + " | base64 -d | age -d -i key"))
        .isEqualTo(a.key());
  }

  @Test
  void filesOfTheStandardToolsOpenHere() throws Exception {
    VaultKey key = VaultKey.generate();
    Files.writeString(folder.resolve("plain"), "hello ".repeat(50_000));
    Files.writeString(folder.resolve("recipient"), key.recipient().value() + "\n");
    shell("zstd -q -c plain | age -R recipient > object");
    byte[] object = Files.readAllBytes(folder.resolve("object"));
    byte[] frame = AgeCipher.decrypt(key, object, 1 << 20);
    assertThat(List.of(frame)).isNotEmpty();
    // The command streams, so its frame has no size; ours always has one.
    Files.write(folder.resolve("frame"), frame);
    assertThat(shell("zstd -dqc frame | cmp - plain && echo same")).isEqualTo("same");
    shell("zstd -q -f plain -o sized.zst && age -R recipient sized.zst > sized");
    byte[] sized = AgeCipher.decrypt(key, Files.readAllBytes(folder.resolve("sized")), 1 << 20);
    assertThat(Zstd.decompress(sized, 1 << 20))
        .isEqualTo(Files.readAllBytes(folder.resolve("plain")));
  }
}
