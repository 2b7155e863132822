package dev.stackunderflow.sync.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stackunderflow.sync.key.VaultKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The age format's own test vectors (C2SP/CCTV), through our cipher class. */
class AgeVectorsTest {

  private static final Path FOLDER = Path.of("../../shared/data/cctv-age");

  /** What this program never writes and never reads, by the beginning of the vector's name. */
  private static final List<String> UNSUPPORTED = List.of("armor_", "scrypt", "hybrid");

  private static List<Path> vectors() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), "the age test vectors are not here");
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  private static boolean isSupported(Path vector) {
    return UNSUPPORTED.stream().noneMatch(vector.getFileName().toString()::startsWith);
  }

  @TestFactory
  Stream<DynamicTest> everySupportedVectorDoesAsItSays() throws IOException {
    return vectors().stream()
        .filter(AgeVectorsTest::isSupported)
        .map(v -> DynamicTest.dynamicTest(v.getFileName().toString(), () -> check(v)));
  }

  @Test
  void unsupportedVectorsAreRejectedNotSkipped() throws Exception {
    int refused = 0;
    for (Path vector : vectors()) {
      if (!isSupported(vector)) {
        Map<String, String> header = new HashMap<>();
        byte[] file = read(vector, header);
        VaultKey key = VaultKey.generate();
        assertThatThrownBy(() -> AgeCipher.decrypt(key, file, 1 << 26))
            .as(vector.toString())
            .isInstanceOf(CipherException.class);
        refused++;
      }
    }
    assertThat(refused).as("armor, passphrase and post-quantum vectors").isEqualTo(76);
  }

  private static byte[] read(Path vector, Map<String, String> header) throws IOException {
    byte[] bytes = Files.readAllBytes(vector);
    int start = 0;
    while (true) {
      int end = start;
      while (bytes[end] != '\n') {
        end++;
      }
      if (end == start) {
        break;
      }
      String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
      int colon = line.indexOf(": ");
      header.putIfAbsent(line.substring(0, colon), line.substring(colon + 2));
      start = end + 1;
    }
    byte[] file = Arrays.copyOfRange(bytes, start + 1, bytes.length);
    if ("zlib".equals(header.get("compressed"))) {
      return new InflaterInputStream(new ByteArrayInputStream(file)).readAllBytes();
    }
    return file;
  }

  private static void check(Path vector) throws Exception {
    Map<String, String> header = new HashMap<>();
    byte[] file = read(vector, header);
    String identity = header.get("identity");
    VaultKey key = identity == null ? VaultKey.generate() : VaultKey.parse(identity);
    if ("success".equals(header.get("expect"))) {
      byte[] payload = AgeCipher.decrypt(key, file, 1 << 26);
      String sha256 =
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload));
      assertThat(sha256).isEqualTo(header.get("payload"));
    } else {
      assertThatThrownBy(() -> AgeCipher.decrypt(key, file, 1 << 26))
          .isInstanceOf(CipherException.class);
    }
  }
}
