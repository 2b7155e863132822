package dev.stackunderflow.app.launch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Puts all libraries into one jar. The JVM compares each jar of its class path with its AOT cache
 * at every start, and a search for what is in none of them opens all of them: with sixty jars that
 * takes a sixth of a short command.
 *
 * <p>Files that name services are joined, licences keep the name of their jar in front, signatures
 * and the native libraries of other platforms are left out. Old class files are raised: see {@link
 * ModernClassFiles}.
 */
public final class Libraries {

  private static final String MANIFEST =
      "Manifest-Version: 1.0\nEnable-Native-Access: ALL-UNNAMED\n\n";

  /**
   * Also variants of classes for newer releases of Java: zstd-jni calls its library through foreign
   * functions in its one, and that takes 0.12 s to set up. The tests run without variants too.
   */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "META-INF/(MANIFEST\\.MF|INDEX\\.LIST|versions/.*|[^/]+\\.(SF|RSA|DSA|EC))|module-info\\.class");

  private static final Pattern LICENCE =
      Pattern.compile(
          "(META-INF/)?(LICEN[CS]E|NOTICE|COPYING|COPYRIGHT|DEPENDENCIES|AL2|LGPL)[^/]*");

  private static final Pattern NATIVE = Pattern.compile("(?i).+\\.(so|dll|dylib|jnilib|a)");

  /** The contents by name; in the order of the names, so that the same jars give the same bytes. */
  private final Map<String, byte[]> entries = new TreeMap<>();

  private Libraries() {}

  /**
   * Writes {@code libraries.jar}.
   *
   * @param args the folder with the jars, into which it is written; this program's own jars stay as
   *     they are
   * @throws IOException if a jar cannot be read or written
   * @throws IllegalStateException if two jars have different files of one name
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Path target = folder.resolve("libraries.jar");
    Files.deleteIfExists(target);
    var libraries = new Libraries();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path jar : (Iterable<Path>) files.filter(Libraries::isLibrary).sorted()::iterator) {
        libraries.add(jar);
      }
    }
    Path part = folder.resolve("libraries.jar.part");
    libraries.write(part);
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isLibrary(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".jar") && !name.startsWith("core-") && !name.startsWith("sync-");
  }

  /**
   * Whether a platform may need an entry: it is no native library, or one whose folder names that
   * platform, or one without a folder. SQLite, zstd-jni and JNA name theirs {@code
   * Linux-Musl/x86_64}, {@code linux/amd64}, {@code linux-x86-64}.
   *
   * @param name the entry's
   * @param system the system property {@code os.name}
   * @param architecture the system property {@code os.arch}; for one that is not known here, all
   *     are needed
   */
  static boolean isFor(String name, String system, String architecture) {
    if (!NATIVE.matcher(name).matches() || !name.contains("/")) {
      return true;
    }
    String machine =
        switch (architecture) {
          case "amd64", "x86_64" -> "(amd64|x86[_-]64)";
          case "aarch64" -> "(aarch64|arm64)";
          default -> "";
        };
    String lower = system.toLowerCase(Locale.ROOT);
    String names =
        lower.startsWith("linux")
            ? "linux"
            : lower.startsWith("mac") ? "(mac|darwin)" : lower.startsWith("windows") ? "win" : "";
    return machine.isEmpty()
        || names.isEmpty()
        || name.toLowerCase(Locale.ROOT)
            .matches("(.+/)?" + names + "[^/]*[-/]" + machine + "/[^/]+");
  }

  private void add(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
        String name = entry.getName();
        if (!entry.isDirectory()
            && !LEFT_OUT.matcher(name).matches()
            && isFor(name, System.getProperty("os.name"), System.getProperty("os.arch"))) {
          add(jar, name, zip.getInputStream(entry).readAllBytes());
        }
      }
    }
  }

  private void add(Path jar, String name, byte[] bytes) {
    if (name.startsWith("META-INF/services/")) {
      entries.merge(name, bytes, Libraries::lines);
      return;
    }
    String unique =
        LICENCE.matcher(name).matches()
            ? "META-INF/licenses/%s/%s".formatted(jar.getFileName(), Path.of(name).getFileName())
            : name;
    byte[] other = entries.putIfAbsent(unique, bytes);
    if (other != null && !Arrays.equals(other, bytes)) {
      throw new IllegalStateException(jar + ": another jar has a different " + name);
    }
  }

  private static byte[] lines(byte[] one, byte[] two) {
    var both = new ByteArrayOutputStream();
    both.writeBytes(one);
    both.write('\n');
    both.writeBytes(two);
    return both.toByteArray();
  }

  private void write(Path jar) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      put(zip, "META-INF/MANIFEST.MF", MANIFEST.getBytes(StandardCharsets.UTF_8));
      var modern = new ModernClassFiles(entries);
      for (var entry : entries.entrySet()) {
        boolean isClass = entry.getKey().endsWith(".class");
        put(zip, entry.getKey(), isClass ? modern.of(entry.getValue()) : entry.getValue());
      }
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    var entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
