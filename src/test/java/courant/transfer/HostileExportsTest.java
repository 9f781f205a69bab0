package courant.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import courant.transfer.exported.UnreadableExport;
import io.vertx.core.json.JsonObject;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are attacks, broken, or nothing we know: each ends in one line that says why. */
class HostileExportsTest {
  private static final String HEAD =
      "<rss version='2.0'><channel><title>T</title><wp:wxr_version>1.2</wp:wxr_version>\n";
  private static final String TAIL = "</channel></rss>";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | is empty
          '   ' | is empty
          'hello' | is neither
          '<html><body>An error page</body></html>' | is neither
          '{"a": 1}' | is neither
          '{"db": [{"data": {"posts": [{"id": ' | is broken JSON at line 1
          '{"db": [{"data": {"posts": [{"id": "1", "title": tru}]}}]}' | is broken JSON at line 1
          '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>' | declares XML entities
          '<!DOCTYPE rss [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>' | declares XML entities
          '<rss><chan' | is neither
          '<rss><channel><title>T' | breaks off before its first item
          """)
  void saysWhyItCannotBeRead(String content, String reason) throws IOException {
    Path file = write(content.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> TransferModule.wouldTake(file))
        .isInstanceOf(UnreadableExport.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void binaryIsNeitherOfThem() throws IOException {
    byte[] bytes = new byte[10_000];
    new Random(1).nextBytes(bytes);
    Path file = write(bytes);
    assertThatThrownBy(() -> TransferModule.wouldTake(file)).hasMessageContaining("is neither");
  }

  @Test
  void aZipOfOtherThingsIsNeither() throws IOException {
    Path file = write(zip(Map.of("holiday.jpg", "x")));
    assertThatThrownBy(() -> TransferModule.wouldTake(file)).hasMessageContaining("is neither");
  }

  @Test
  void aDocumentTypeWithoutEntitiesHarmsNobody() throws IOException {
    JsonObject json = dry("<!DOCTYPE rss>" + HEAD + post(1, "A", "text") + TAIL);
    assertThat(json.getInteger("stories")).isEqualTo(1);
  }

  @Test
  void anItemTooLongIsPassedOver() throws IOException {
    Path file = folder.resolve("long.xml");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(HEAD + post(1, "Before", "x"));
      out.write("<item><title>Endless</title><content:encoded><![CDATA[");
      for (int i = 0; i < 20 << 20; i += 64) {
        out.write("0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopq\n");
      }
      out.write("]]></content:encoded></item>" + post(2, "After", "x") + TAIL);
    }
    JsonObject json = TransferModule.wouldTake(file).json();
    assertThat(json.getInteger("stories")).isEqualTo(2);
    assertThat(json.getJsonArray("left").encode())
        .contains("item 2 “Endless”", "longer than 16 million characters");
  }

  @ParameterizedTest
  @CsvSource({
    "<, 400000",
    "[caption], 400000",
    "[caption]x[/caption, 200000",
    "[a b=c ], 300000",
    "[gallery ids=, 300000",
    "[[x, 400000",
    "<!-- wp:, 300000",
    "<!--, 400000",
    "<blockquote>, 100000",
    "<b>, 200000",
    "\\n\\n<div>, 100000",
    "&#, 400000",
    "]]>, 400000",
    "<![CDATA[, 200000",
    "</item , 200000"
  })
  void timeIsLinearInAttacks(String piece, int times) throws IOException {
    String body = piece.replace("\\n", "\n").repeat(times);
    String file = HEAD + post(1, "A", body) + post(2, "B", "x") + TAIL;
    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> dry(file));
  }

  @Test
  void manyCommentsTakeLinearTime() throws IOException {
    String comment =
        "<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_content><![CDATA[x]]></wp:comment_content></wp:comment>";
    String file =
        HEAD + post(1, "A", "x").replace("</item>", comment.repeat(50_000) + "</item>") + TAIL;
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> assertThat(dry(file).getInteger("replies")).isEqualTo(50_000));
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8,UTF-8",
    "UTF-16,UTF-8",
    "UTF-16LE,UTF-16",
    "windows-1252,ISO-8859-1",
    "UTF-8,UTF-16",
    "windows-1252,UTF-8"
  })
  void readsWhateverTheEncoding(String written, String declared) throws IOException {
    String document =
        "<?xml version='1.0' encoding='"
            + declared
            + "'?>"
            + HEAD
            + post(1, "Zoë’s café", "x")
            + TAIL;
    byte[] bytes = document.getBytes(Charset.forName(written));
    assertThat(TransferModule.wouldTake(write(bytes)).json().getInteger("stories")).isEqualTo(1);
    try (ReviewFolder review = new ReviewFolder(folder.resolve("data"))) {
      review.take(folder.resolve("export"));
      assertThat(review.stories.after(0, 1).getFirst().headline()).isEqualTo("Zoë’s café");
    }
  }

  @Test
  void readsPackedFilesAndSeveralInOneZip() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write((HEAD + post(1, "A", "x") + TAIL).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(TransferModule.wouldTake(write(packed.toByteArray())).json().getInteger("stories"))
        .isEqualTo(1);
    Path zip =
        write(
            zip(
                Map.of(
                    "site/1.xml", HEAD + post(1, "A", "x") + TAIL,
                    "site/2.xml", HEAD + post(2, "B", "x") + TAIL,
                    "__MACOSX/site/._1.xml", "junk")));
    assertThat(TransferModule.wouldTake(zip).json().getInteger("stories")).isEqualTo(2);
  }

  @Test
  void otherNamespacesAndPrefixesMeanTheSame() throws IOException {
    JsonObject json =
        dry(
            """
            <rss xmlns:ns0="https://wordpress.org/export/1.9/" xmlns:c="http://purl.org/rss/1.0/modules/content/">
            <channel><title>T</title>
            <item><media:title>Wrong</media:title><title>Right</title><c:encoded>x</c:encoded>
            <ns0:post_id>5</ns0:post_id><ns0:status>draft</ns0:status><ns0:post_type>post</ns0:post_type></item>
            <item><title>Plain RSS</title><description>x</description><pubDate>Mon, 01 May 2017 06:30:00 GMT</pubDate></item>
            </channel></rss>
            """);
    assertThat(json.getInteger("drafts")).isEqualTo(1);
    assertThat(json.getInteger("stories")).isEqualTo(1);
  }

  @Test
  void anExampleOfAnExportInsideAStoryIsText() throws IOException {
    JsonObject json =
        dry(
            HEAD
                + post(1, "How to export", "<pre><item><title>x</title></item>\n<item></pre>")
                + post(2, "B", "x")
                + TAIL);
    assertThat(json.getInteger("stories")).isEqualTo(2);
  }

  private JsonObject dry(String content) throws IOException {
    return TransferModule.wouldTake(write(content.getBytes(StandardCharsets.UTF_8))).json();
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("export"), bytes);
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  static String post(int id, String title, String body) {
    return """
        <item><title>%s</title><link>https://t.example/%d/</link><wp:post_id>%d</wp:post_id>
        <wp:post_date_gmt>2020-01-02 03:04:05</wp:post_date_gmt><wp:status>publish</wp:status>
        <wp:post_type>post</wp:post_type><content:encoded><![CDATA[%s]]></content:encoded></item>
        """
        .formatted(title, id, id, body);
  }
}
