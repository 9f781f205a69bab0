package courant.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Real bounces of many mail systems, where the samples are at hand. */
class MailSamplesTest {
  private record Sample(String file, String kind, String recipient) {
    String system() {
      return file.startsWith("bmh") ? "bmh" : file.replaceFirst(".*/", "").replaceFirst("_.*", "");
    }
  }

  @Test
  void understandsTheSamples(TestReporter reporter) throws Exception {
    Path folder = samples();
    List<String> wrong = new ArrayList<>();
    Map<String, int[]> bySystem = new TreeMap<>();
    for (Sample sample : truth()) {
      IncomingMail.Meaning meaning =
          BounceReader.read(Files.readAllBytes(folder.resolve(sample.file))).meaning();
      String recipient =
          meaning.recipients().stream().findFirst().map(r -> digest(r.address())).orElse("-");
      boolean right = meaning.kind().equals(sample.kind) && recipient.equals(sample.recipient);
      int[] counts = bySystem.computeIfAbsent(sample.system(), _ -> new int[2]);
      counts[0] += right ? 1 : 0;
      counts[1]++;
      if (!right) {
        wrong.add(sample.file + " " + meaning);
      }
    }
    bySystem.forEach(
        (system, counts) -> reporter.publishEntry(system, counts[0] + "/" + counts[1]));
    assertThat(wrong).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void neverThrowsHoweverBroken() throws Exception {
    Random random = new Random(7);
    for (Sample sample : truth()) {
      byte[] whole = Files.readAllBytes(samples().resolve(sample.file));
      byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
      byte[] noisy = whole.clone();
      for (int i = 0; i < 50; i++) {
        noisy[random.nextInt(noisy.length)] = (byte) random.nextInt(256);
      }
      assertThatCode(() -> BounceReader.read(cut)).as(sample.file).doesNotThrowAnyException();
      assertThatCode(() -> BounceReader.read(noisy)).as(sample.file).doesNotThrowAnyException();
    }
  }

  private static Path samples() {
    Path folder =
        Stream.of(System.getProperty("courant.shared", "../shared"), "../../shared")
            .map(shared -> Path.of(shared, "data/mail"))
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(Path.of("../shared/data/mail"));
    assumeTrue(Files.isDirectory(folder), "no samples at " + folder + ": skipped");
    return folder;
  }

  private static List<Sample> truth() throws IOException {
    try (InputStream lines =
        Objects.requireNonNull(
            MailSamplesTest.class.getResourceAsStream("/delivery/mail/truth.txt"))) {
      return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .map(parts -> new Sample(parts[0], parts[1], parts[2]))
          .toList();
    }
  }

  private static String digest(String address) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(address.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, 12);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
