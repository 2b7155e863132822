package dev.stackunderflow.app.cli.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.catalog.transcript.TranscriptMessage;
import dev.stackunderflow.core.catalog.transcript.UsageSum;
import dev.stackunderflow.core.price.PriceTable;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;

/** A session as one HTML page, whatever its log holds. */
class HtmlTranscriptTest {

  private static final Set<String> ELEMENTS =
      Set.of(
          "html",
          "head",
          "meta",
          "title",
          "style",
          "body",
          "header",
          "h1",
          "h2",
          "h3",
          "small",
          "dl",
          "dt",
          "dd",
          "nav",
          "details",
          "summary",
          "ol",
          "li",
          "a",
          "main",
          "div",
          "p",
          "pre",
          "span",
          "b",
          "figure",
          "figcaption",
          "svg",
          "g",
          "rect",
          "footer");

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "lang",
          "charset",
          "http-equiv",
          "content",
          "name",
          "class",
          "open",
          "id",
          "href",
          "viewBox",
          "preserveAspectRatio",
          "role",
          "aria-label",
          "x",
          "y",
          "width",
          "height");

  private static final List<String> HOSTILE =
      List.of(
          "<script>document.title='owned'</script>",
          "</style><script>alert(1)</script><style>*{background:url(http://x.example/)}",
          "\"><img src=x onerror=alert(1)>",
          "' onmouseover='alert(1)",
          "</pre></details></main></body></html><iframe src=http://x.example>",
          "<!-- --><![CDATA[ ]]> <?php ?> &lt;b&gt; &#x3c;script&#x3e; &amp;",
          "```\n</pre><svg onload=alert(1)>\n```",
          "javascript:alert(1) http://x.example/ data:text/html,x",
          "a\u202eb\u2066c\u200e\u061c\ufeff\u0000\u0007\u001b[31m\u0085",
          "\ud800 lone \udc00 \ufffe \uffff \ud83f\udfff \ufdd0",
          "x".repeat(300_000),
          "\n".repeat(3_000) + "end",
          "");

  @TempDir Path folder;

  private int files;

  private String page(String text) throws Exception {
    Path file = folder.resolve("page" + files++ + ".html");
    HtmlFile.write(
        file,
        false,
        sink -> {
          Pages.tell(sink, text);
          sink.turn(usage());
        });
    return Files.readString(file);
  }

  private static UsageSum usage() {
    var usage = new UsageSum(PriceTable.builtIn());
    var event =
        new Event(
            1,
            0,
            "2026-11-20T12:00:00Z",
            "assistant",
            "claude-opus-4-5",
            1000,
            50,
            0,
            200,
            "",
            "[]",
            "{}",
            0,
            null,
            null,
            "standard",
            null,
            0,
            0);
    usage.add(new TranscriptMessage(event, "laptop", true, true, List.of()));
    return usage;
  }

  /** Reads a page strictly, and returns it if it has nothing that is not allowed. */
  private static Document checked(String page) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    Document document =
        factory
            .newDocumentBuilder()
            .parse(new org.xml.sax.InputSource(new java.io.StringReader(page)));
    NodeList all = document.getElementsByTagName("*");
    Set<String> elements = new TreeSet<>();
    Set<String> attributes = new TreeSet<>();
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      elements.add(element.getTagName());
      NamedNodeMap own = element.getAttributes();
      for (int j = 0; j < own.getLength(); j++) {
        attributes.add(own.item(j).getNodeName());
        if (own.item(j).getNodeName().equals("href")) {
          assertThat(own.item(j).getNodeValue()).matches("#turn-\\d+");
        }
      }
    }
    assertThat(ELEMENTS).containsAll(elements);
    assertThat(ATTRIBUTES).containsAll(attributes);
    return document;
  }

  @Test
  void noTextOfALogBecomesMarkup() throws Exception {
    for (String text : HOSTILE) {
      Document page = checked(page(text));
      assertThat(page.getElementsByTagName("style").getLength()).isEqualTo(1);
      assertThat(page.getElementsByTagName("title").item(0).getParentNode().getNodeName())
          .isEqualTo("head");
    }
  }

  @Test
  void randomTextsDoNotEither() throws Exception {
    var random = new Random(7);
    String markup = "<>&\"'`/!-=;#\n\u0000\ud800\udc00\u202e";
    for (int round = 0; round < 50; round++) {
      var text = new StringBuilder();
      for (int i = 0; i < 200; i++) {
        text.append(
            random.nextBoolean()
                ? markup.charAt(random.nextInt(markup.length()))
                : (char) random.nextInt(0x10000));
      }
      checked(page(text.toString()));
    }
  }

  @Test
  void whatWasSaidCanBeReadInThePage() throws Exception {
    Document page = checked(page("1 < 2 & \"3\""));
    assertThat(page.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo("1 < 2 & \"3\"");
    assertThat(page.getElementsByTagName("main").item(0).getTextContent())
        .contains("1 < 2 & \"3\"", "[image 800×600 png]", "queued", "no longer in the log")
        .contains("- 1 < 2 & \"3\"", "+ x", "1,000 in, 50 out, 200 cache read, $0.00");
    assertThat(page.getElementsByTagName("li").item(0).getTextContent()).endsWith(" 1 < 2 & \"3\"");
    assertThat(page.getElementsByTagName("rect").getLength()).isEqualTo(2);
  }

  @Test
  void thePolicyAllowsOnlyThePagesOwnStyle() throws Exception {
    String page = page("rain");
    assertThat(page)
        .contains(
            "content=\"default-src &#39;none&#39;; style-src &#39;sha256-",
            "base-uri &#39;none&#39;; form-action &#39;none&#39;\"",
            "prefers-color-scheme: dark")
        .doesNotContain("unsafe-inline", "url(", "@import", "style=");
  }

  @Test
  void hugeLinesAndResultsAreCutUnlessTheyAreWanted() throws Exception {
    Path wide = folder.resolve("wide.html");
    HtmlFile.write(
        wide, false, sink -> sink.result(Part.ToolResult.of("1", "x".repeat(300_000)), 0));
    assertThat(Files.readString(wide)).contains("xxx…").hasSizeLessThan(20_000);
    String text = "line\n".repeat(1_000);
    Path whole = folder.resolve("whole.html");
    HtmlFile.write(whole, true, sink -> sink.result(Part.ToolResult.of("1", text), 0));
    Path folded = folder.resolve("folded.html");
    HtmlFile.write(folded, false, sink -> sink.result(Part.ToolResult.of("1", text), 0));
    assertThat(Files.readString(folded)).contains("… 600 more lines (--full)");
    assertThat(Files.readString(whole)).doesNotContain("more lines");
    assertThat(checked(Files.readString(whole)).getElementsByTagName("li").getLength()).isZero();
  }

  @Test
  void theFileIsPrivateAndWholeOrNotThere() throws Exception {
    Path file = folder.resolve("page.html");
    HtmlFile.write(file, false, sink -> Pages.tell(sink, "rain"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> HtmlFile.write(file, false, sink -> Pages.tell(sink, "x")))
        .isInstanceOf(FileAlreadyExistsException.class);
    Path other = folder.resolve("other.html");
    assertThatThrownBy(
            () ->
                HtmlFile.write(
                    other,
                    false,
                    _ -> {
                      throw new IOException("the disk is full");
                    }))
        .hasMessage("the disk is full");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }
}
