package courant;

import static org.assertj.core.api.Assertions.assertThatCode;

import courant.delivery.OpmlTarget;
import courant.delivery.mail.BounceTarget;
import courant.platform.html.PolicyTarget;
import courant.platform.web.PlainGetTarget;
import courant.reply.ReplyTarget;
import courant.search.QueryTarget;
import courant.syndication.article.ArticleTarget;
import courant.syndication.feed.FeedTarget;
import courant.syndication.wire.StoryMailTarget;
import courant.syndication.wire.WireTarget;
import courant.topic.TopicTarget;
import courant.transfer.ImportTarget;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every parser that reads foreign bytes, on samples broken at random but always the same way.
 * {@code tools/fuzz} drives the same targets by coverage with Jazzer; what it finds is kept in
 * {@code src/test/resources/fuzz}, and tried here for ever.
 */
class ForeignBytesTest {
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final int BROKEN = 150;
  private static final int LONGEST = 20_000;

  private static Stream<Class<?>> targets() {
    return Stream.of(
        FeedTarget.class,
        ArticleTarget.class,
        PolicyTarget.class,
        BounceTarget.class,
        QueryTarget.class,
        PlainGetTarget.class,
        ReplyTarget.class,
        ImportTarget.class,
        TopicTarget.class,
        OpmlTarget.class,
        WireTarget.class,
        StoryMailTarget.class);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void nothingBreaksIt(Class<?> target) throws Exception {
    Method one = target.getMethod("fuzzerTestOneInput", byte[].class);
    List<byte[]> samples = samples(target);
    Random random = new Random(2_330_717);
    for (byte[] sample : samples) {
      check(one, sample);
    }
    for (int i = 0; i < BROKEN; i++) {
      check(one, broken(samples.get(random.nextInt(samples.size())), random));
    }
  }

  private static void check(Method target, byte[] bytes) {
    assertThatCode(() -> target.invoke(null, (Object) bytes))
        .as(() -> Base64.getEncoder().encodeToString(bytes))
        .doesNotThrowAnyException();
  }

  /** What was found before, and the fixtures of other tests: a feed is a fine broken mail, too. */
  private static List<byte[]> samples(Class<?> target) throws IOException {
    List<byte[]> samples = new ArrayList<>();
    samples.add(new byte[0]);
    samples.add(
        "GET / HTTP/1.1\r\nHost: review.example\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    samples.add(
        "oil AND (Sabha OR \"Tripoli\") -football section:world".getBytes(StandardCharsets.UTF_8));
    try (Stream<Path> files = Files.walk(RESOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        boolean found = file.startsWith(RESOURCES.resolve("fuzz"));
        if (!found || file.getParent().endsWith(target.getSimpleName())) {
          byte[] bytes = Files.readAllBytes(file);
          samples.add(found ? bytes : Arrays.copyOf(bytes, Math.min(LONGEST, bytes.length)));
        }
      }
    }
    return samples;
  }

  /** Some bytes turned over, left out, doubled, or put in from another place. */
  private static byte[] broken(byte[] sample, Random random) {
    byte[] bytes = sample.clone();
    for (int times = 1 + random.nextInt(6); times > 0 && bytes.length > 0; times--) {
      int from = random.nextInt(bytes.length);
      int length = Math.min(bytes.length - from, 1 + random.nextInt(40));
      switch (random.nextInt(4)) {
        case 0 -> bytes[from] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes = Arrays.copyOf(bytes, from);
        case 2 ->
            System.arraycopy(bytes, from, bytes, random.nextInt(bytes.length - length + 1), length);
        default -> {
          byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
          System.arraycopy(bytes, from, longer, from + length, bytes.length - from);
          bytes = longer;
        }
      }
    }
    return bytes;
  }
}
