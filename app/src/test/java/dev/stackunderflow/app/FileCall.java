package dev.stackunderflow.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A successful call of a process that changes a file, as {@code strace -f -y -xx} wrote it down.
 *
 * @param kind what it does
 * @param path the file
 * @param offset where it writes, or the new length; for CREATE 0 if it also empties the file, else
 *     1
 * @param bytes what it writes
 * @param target the second name of RENAME and LINK, else the file
 */
record FileCall(Kind kind, Path path, long offset, byte[] bytes, Path target) {

  /** The calls to trace. */
  static final String TRACED =
      "openat,creat,write,pwrite64,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,"
          + "unlinkat,link,linkat,mkdir,mkdirat,writev,pwritev,copy_file_range,sendfile";

  enum Kind {
    FOLDER,
    CREATE,
    WRITE,
    APPEND,
    TRUNCATE,
    SYNC,
    RENAME,
    LINK,
    DELETE
  }

  private static final byte[] NOTHING = {};

  private static final Pattern UNFINISHED = Pattern.compile("(\\d+) +(.*?) <unfinished \\.\\.\\.>");
  private static final Pattern RESUMED = Pattern.compile("(\\d+) +<\\.\\.\\. \\w+ resumed>(.*)");
  private static final Pattern CALL = Pattern.compile("(\\d+) +(\\w+)\\((.*)\\) += (-?\\d+).*");
  private static final Pattern QUOTED = Pattern.compile("\"((?:\\\\x[0-9a-f]{2})*)\"");
  private static final Pattern DESCRIPTOR = Pattern.compile("^\\d+<((?:\\\\x[0-9a-f]{2})+|/.*?)>");

  /**
   * Reads a trace.
   *
   * @param trace the file
   * @param root only calls for files in this folder
   * @return the calls in the order in which they ended
   */
  static List<FileCall> read(Path trace, Path root) throws IOException {
    List<FileCall> calls = new ArrayList<>();
    Map<String, String> begun = new HashMap<>();
    String escapedRoot = escaped(root.toString());
    for (String line : Files.readAllLines(trace, StandardCharsets.ISO_8859_1)) {
      Matcher unfinished = UNFINISHED.matcher(line);
      if (unfinished.matches()) {
        begun.put(unfinished.group(1), unfinished.group(2));
        continue;
      }
      Matcher resumed = RESUMED.matcher(line);
      String whole =
          resumed.matches()
              ? resumed.group(1) + " " + begun.remove(resumed.group(1)) + resumed.group(2)
              : line;
      Matcher call = CALL.matcher(whole);
      if (whole.contains(escapedRoot) && call.matches() && !call.group(4).startsWith("-")) {
        FileCall read = of(call.group(2), call.group(3));
        if (read != null && (read.path.startsWith(root) || read.target.startsWith(root))) {
          calls.add(read);
        }
      }
    }
    return calls;
  }

  private static @Nullable FileCall of(String name, String args) {
    List<byte[]> quoted = new ArrayList<>();
    Matcher quote = QUOTED.matcher(args);
    while (quote.find()) {
      quoted.add(unescaped(quote.group(1)));
    }
    return switch (name) {
      case "openat", "creat" -> {
        boolean creates = args.contains("O_CREAT") || name.equals("creat");
        boolean empties = args.contains("O_TRUNC") || name.equals("creat");
        yield creates || empties
            ? new FileCall(Kind.CREATE, path(quoted.get(0)), empties ? 0 : 1, NOTHING)
            : null;
      }
      case "mkdir", "mkdirat" -> new FileCall(Kind.FOLDER, path(quoted.get(0)), 0, NOTHING);
      case "unlink", "unlinkat" -> new FileCall(Kind.DELETE, path(quoted.get(0)), 0, NOTHING);
      case "rename", "renameat", "renameat2" ->
          new FileCall(
              Kind.RENAME, path(quoted.get(0)), 0, NOTHING, path(quoted.get(quoted.size() - 1)));
      case "link", "linkat" ->
          new FileCall(
              Kind.LINK, path(quoted.get(0)), 0, NOTHING, path(quoted.get(quoted.size() - 1)));
      case "fsync", "fdatasync" -> ofDescriptor(Kind.SYNC, args, 0, NOTHING);
      case "ftruncate" ->
          ofDescriptor(Kind.TRUNCATE, args, Long.parseLong(args.replaceFirst(".*, ", "")), NOTHING);
      case "pwrite64" ->
          ofDescriptor(
              Kind.WRITE, args, Long.parseLong(args.replaceFirst(".*, ", "")), quoted.getLast());
      case "write" -> ofDescriptor(Kind.APPEND, args, 0, quoted.getLast());
      default -> throw new IllegalStateException("the replay does not know the call " + name);
    };
  }

  private FileCall(Kind kind, Path path, long offset, byte[] bytes) {
    this(kind, path, offset, bytes, path);
  }

  private static @Nullable FileCall ofDescriptor(
      Kind kind, String args, long offset, byte[] bytes) {
    Matcher descriptor = DESCRIPTOR.matcher(args);
    if (!descriptor.find()) {
      return null;
    }
    String name = descriptor.group(1);
    byte[] text = name.startsWith("\\x") ? unescaped(name) : name.getBytes(StandardCharsets.UTF_8);
    return text.length == 0 || text[0] != '/'
        ? null
        : new FileCall(kind, path(text), offset, bytes);
  }

  private static Path path(byte[] name) {
    return Path.of(new String(name, StandardCharsets.UTF_8)).toAbsolutePath().normalize();
  }

  private static String escaped(String text) {
    var hex = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hex.append(String.format(Locale.ROOT, "\\x%02x", b));
    }
    return hex.toString();
  }

  private static byte[] unescaped(String hex) {
    var bytes = new ByteArrayOutputStream(hex.length() / 4);
    for (int i = 0; i < hex.length(); i += 4) {
      bytes.write(Integer.parseInt(hex, i + 2, i + 4, 16));
    }
    return bytes.toByteArray();
  }
}
