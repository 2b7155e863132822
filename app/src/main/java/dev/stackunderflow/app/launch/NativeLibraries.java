package dev.stackunderflow.app.launch;

import com.github.luben.zstd.util.ZstdVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Copies this platform's native SQLite and zstd out of their jars. Without that each start of the
 * command writes them to a temporary folder. The launcher names the copies with {@code
 * org.sqlite.lib.path} and {@code ZstdNativePath}.
 */
public final class NativeLibraries {

  private NativeLibraries() {}

  /**
   * Copies them.
   *
   * @param args the folder, created where it is missing
   * @throws IOException if a library cannot be written; one that the jars lack for this platform is
   *     left out, and is loaded from its jar
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    String sqlite = LibraryLoaderUtil.getNativeLibName();
    copy(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + sqlite, folder.resolve(sqlite));
    String zstd = System.mapLibraryName("zstd-jni-" + ZstdVersion.VERSION);
    copy(
        "/" + system() + "/" + System.getProperty("os.arch") + "/" + zstdResource(zstd),
        folder.resolve(System.mapLibraryName("zstd-jni")));
  }

  private static void copy(String resource, Path target) throws IOException {
    try (@Nullable InputStream library = NativeLibraries.class.getResourceAsStream(resource)) {
      if (library != null) {
        Files.copy(library, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** As {@code com.github.luben.zstd.util.Native} names them. */
  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "darwin" : name.startsWith("win") ? "win" : name;
  }

  private static String zstdResource(String library) {
    return library.startsWith("lib") ? library : "lib" + library;
  }
}
