package courant.syndication.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** However a feed is broken, reading it ends, and what was whole before the break is kept. */
class BrokenFeedsTest {
  private static final URI ADDRESS = URI.create("https://partner.example/feed");
  private static final FeedReader READER = new FeedReader(InstantSource.system());

  @Provide
  Arbitrary<String> fixtures() {
    return Arbitraries.of("rss20.xml", "rss10.xml", "atom10.xml", "feed.json", "sitemap.xml");
  }

  @Property(tries = 400)
  void mutationNeverThrows(
      @ForAll("fixtures") String name,
      @ForAll @Size(max = 30) List<@IntRange(max = 1_000_000) Integer> places,
      @ForAll byte[] noise)
      throws IOException {
    byte[] bytes = fixture(name);
    for (int i = 0; i < places.size(); i++) {
      int at = places.get(i) % bytes.length;
      bytes[at] = noise.length == 0 ? 0 : noise[i % noise.length];
    }
    assertThat(READER.read(bytes, null, ADDRESS).entries()).doesNotContainNull();
  }

  @Property(tries = 200)
  void noiseNeverThrows(@ForAll byte[] noise) {
    assertThat(READER.read(noise, null, ADDRESS).faults()).doesNotContainNull();
  }

  @Property(tries = 400)
  void truncationKeepsWhatWasWhole(
      @ForAll("fixtures") String name, @ForAll @IntRange(max = 1_000_000) int place)
      throws IOException {
    byte[] bytes = fixture(name);
    List<Entry> all = READER.read(bytes, null, ADDRESS).entries();
    List<Entry> kept =
        READER.read(Arrays.copyOf(bytes, place % (bytes.length + 1)), null, ADDRESS).entries();
    List<Entry> whole = kept.stream().filter(entry -> !entry.incomplete()).toList();
    assertThat(kept.size() - whole.size()).isLessThanOrEqualTo(1);
    assertThat(whole.stream().map(Entry::title).toList())
        .isEqualTo(all.stream().limit(whole.size()).map(Entry::title).toList());
    assertThat(whole.stream().map(Entry::body).toList())
        .isEqualTo(all.stream().limit(whole.size()).map(Entry::body).toList());
    assertThat(whole).hasSizeGreaterThanOrEqualTo(closed(name, bytes, place % (bytes.length + 1)));
  }

  /** How many entries end before a place, counted by their end tags. */
  private static int closed(String name, byte[] bytes, int end) {
    String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
    String tag =
        switch (name) {
          case "atom10.xml" -> "</entry>";
          case "sitemap.xml" -> "</url>";
          case "feed.json" -> "\n    }";
          default -> "</item>";
        };
    return text.split(Pattern.quote(tag), -1).length - 1;
  }

  private static byte[] fixture(String name) throws IOException {
    try (InputStream in = BrokenFeedsTest.class.getResourceAsStream("/syndication/" + name)) {
      return in.readAllBytes();
    }
  }
}
