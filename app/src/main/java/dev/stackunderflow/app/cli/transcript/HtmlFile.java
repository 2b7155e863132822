package dev.stackunderflow.app.cli.transcript;

import dev.stackunderflow.app.text.ProgramVersion;
import dev.stackunderflow.core.file.NewFile;
import dev.stackunderflow.core.file.PrivateFiles;
import dev.stackunderflow.core.hash.Sha256;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Base64;

/**
 * A session as one HTML file that only its owner can read. It loads nothing and runs nothing: its
 * content security policy allows the page's own style sheet, named by its hash, and nothing else.
 */
public final class HtmlFile {

  private HtmlFile() {}

  /** Tells a sink what the page holds. */
  @FunctionalInterface
  public interface Content {
    /** Walks over the session. */
    void tell(TranscriptSink sink) throws SQLException, IOException;
  }

  /**
   * Writes a page, complete or not at all. The body goes through a second file beside it, so that
   * its length does not matter.
   *
   * @param file the file, which must not exist
   * @param full whether very long results are whole
   * @param content walks over the session
   * @return its size in bytes
   */
  public static long write(Path file, boolean full, Content content)
      throws SQLException, IOException {
    return NewFile.write(
        file,
        part -> {
          Path body = part.resolveSibling(part.getFileName() + ".body");
          Files.deleteIfExists(body);
          PrivateFiles.createNew(body);
          try {
            HtmlTranscript page;
            try (BufferedWriter out = Files.newBufferedWriter(body)) {
              page = new HtmlTranscript(out, full);
              content.tell(page);
            }
            try (Writer out = Files.newBufferedWriter(part);
                Reader in = Files.newBufferedReader(body)) {
              write(page, in, out);
            }
          } finally {
            Files.deleteIfExists(body);
          }
          return Files.size(part);
        });
  }

  private static void write(HtmlTranscript page, Reader body, Writer out) throws IOException {
    String style = style();
    out.write("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\" />\n");
    out.write(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; ");
    out.write("style-src &#39;sha256-" + hash(style) + "&#39;; base-uri &#39;none&#39;; ");
    out.write("form-action &#39;none&#39;\" />\n");
    out.write("<meta name=\"referrer\" content=\"no-referrer\" />\n");
    out.write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n");
    out.write(
        "<title>" + Html.line(page.title()) + "</title>\n<style>" + style + "</style></head>\n");
    out.write("<body>" + page.head() + "<main>\n");
    body.transferTo(out);
    out.write("</main>\n<footer>StackUnderflow Sync " + Html.line(ProgramVersion.get()));
    out.write("</footer></body></html>\n");
  }

  private static String style() throws IOException {
    try (InputStream in = HtmlFile.class.getResourceAsStream("page.css")) {
      if (in == null) {
        throw new IOException("page.css is missing in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String hash(String style) {
    byte[] digest = Sha256.start().digest(style.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(digest);
  }
}
