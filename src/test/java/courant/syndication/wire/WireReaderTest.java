package courant.syndication.wire;

import static org.assertj.core.api.Assertions.assertThat;

import courant.support.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is read of samples in each of the IPTC's formats. */
class WireReaderTest {
  private static final Path SAMPLES = Path.of("src/test/resources/wire");

  @Test
  void everyFormatIsRead() throws IOException {
    for (String sample :
        List.of("dam-1.ninjs.json", "port.ninjs2.json", "vote.nitf.xml", "message.newsml-g2.xml")) {
      var read = WireReader.read(Files.readAllBytes(SAMPLES.resolve(sample)), null);
      Golden.check("wire/" + sample + ".txt", told(read));
    }
  }

  private static String told(WireReader.Dispatches read) {
    return read.format()
        + " "
        + read.faults()
        + "\n"
        + read.stories().stream()
            .map(
                wire ->
                    String.join(
                        "\n",
                        wire.id() + " " + wire.version() + " " + wire.status(),
                        "embargo " + wire.embargo() + ", urgency " + wire.urgency(),
                        wire.headline(),
                        wire.standfirst(),
                        wire.dateline() + " " + wire.authors() + " " + wire.credit(),
                        wire.subjects().stream()
                            .map(one -> one.code() + "=" + MediaTopics.name(one))
                            .collect(Collectors.joining("; ")),
                        wire.language() + " " + wire.link() + " " + wire.published(),
                        wire.pictures().toString(),
                        wire.note(),
                        wire.body().strip().replaceAll("\\s*\n\\s*", "\n")))
            .collect(Collectors.joining("\n\n"))
        + "\n";
  }

  @Test
  void whatIsNoneOrBrokenSaysSo() {
    assertThat(read("").format()).isEqualTo(WireReader.Format.NONE);
    assertThat(read("<html><body>Error 500</body></html>").format())
        .isEqualTo(WireReader.Format.NONE);
    assertThat(read("{\"items\": []}").format()).isEqualTo(WireReader.Format.NONE);
    assertThat(read("{\"uri\": \"urn:1\", \"headline\": \"Half").faults())
        .containsExactly("cut off before its end");
    assertThat(read("{\"uri\": \"urn:1\", \"headline\": \"Half").stories()).isEmpty();
    assertThat(read("<nitf><head/><body/></nitf>").faults().getFirst()).startsWith("has no doc-id");
    assertThat(read("<newsItem version='1'><contentMeta/></newsItem>").faults())
        .containsExactly("has an item without guid");
    assertThat(read("{".repeat(5_000)).format()).isEqualTo(WireReader.Format.NONE);
    assertThat(read("<newsItem>".repeat(5_000)).stories()).isEmpty();
  }

  private static WireReader.Dispatches read(String text) {
    return WireReader.read(text.getBytes(StandardCharsets.UTF_8), null);
  }
}
