package courant.platform.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormLetterTest {
  private static final Instant NOW = Instant.parse("2026-03-01T06:00:00Z");
  private static final Envelope ENVELOPE = new Envelope("bounce@review.example", "ann@example.org");

  @Test
  void fillsSlotsInBothForms() throws Exception {
    String text =
        "Dear "
            + Slot.mark("name")
            + ",\n\n.a dot = first\nFrom here  two blanks \n"
            + "long ".repeat(60)
            + "\nünï € 漢字\n";
    FormLetter letter =
        FormLetter.of(
            shared(),
            text,
            "<p>Dear "
                + Slot.mark("name")
                + ", <a href=\"https://x/?t="
                + Slot.mark("token")
                + "\">go</a></p>");
    byte[] bytes = fill(letter, Map.of("name", "Ann & <Bob> é", "token", "a&b=c")).bytes();
    assertThat(bodies(bytes))
        .containsExactly(
            text.replace(Slot.mark("name"), "Ann & <Bob> é"),
            "<p>Dear Ann &amp; &lt;Bob&gt; é, <a href=\"https://x/?t=a&amp;b=c\">go</a></p>");
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1).lines())
        .allMatch(line -> line.length() <= 998);
  }

  @Property(tries = 200)
  void anyTextComesThroughAndIsItsOwnCanonicalForm(
      @ForAll String before, @ForAll String value, @ForAll String after) throws Exception {
    String template = clean(before) + Slot.mark("v") + clean(after);
    FormLetter letter = FormLetter.of(shared(), template, "<p>" + Slot.mark("v"));
    byte[] bytes = fill(letter, Map.of("v", clean(value))).bytes();
    String body = new String(bytes, StandardCharsets.US_ASCII);
    body = body.substring(body.indexOf("\r\n\r\n") + 4);
    assertThat(body)
        .doesNotContain("  ")
        .doesNotContain(" \r\n")
        .doesNotContain("\t")
        .doesNotContain("\n.");
    assertThat(body.lines()).allMatch(line -> line.length() <= 76);
    assertThat(bodies(bytes).getFirst())
        .isEqualTo(lineEnds(template.replace(Slot.mark("v"), clean(value))));
  }

  @Test
  void noLineBeginsWithADotOrFromWhereverItIsBroken() throws Exception {
    for (String risky : List.of(".b", "From here")) {
      for (int width = 60; width < 160; width++) {
        String text = "x".repeat(width) + risky;
        byte[] bytes = fill(FormLetter.of(shared(), text), Map.of()).bytes();
        assertThat(new String(bytes, StandardCharsets.US_ASCII).lines())
            .noneMatch(line -> line.startsWith(".") || line.startsWith("From "));
        assertThat(bodies(bytes).getFirst().strip()).isEqualTo(text);
      }
    }
  }

  /** Unpaired surrogates cannot be encoded at all; slot marks are not text. */
  private static String clean(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
        .replaceAll("[\uFDD0\uFDD1]", "");
  }

  private static String lineEnds(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }

  @Test
  void aHeaderCannotBeBrokenOutOf() {
    HeaderField subject =
        HeaderField.text("Subject", "Hi\r\nBcc: all@example.org\n\nbody\u2028x\u0085y");
    assertThat(new String(subject.line(), StandardCharsets.US_ASCII))
        .isEqualTo("Subject: Hi Bcc: all@example.org body x y\r\n");
    assertThatThrownBy(() -> HeaderField.of("List-Id", "a\r\nBcc: b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HeaderField.of("X: y", "a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HeaderField.of("X", "y".repeat(1_000)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(
            new String(
                HeaderField.address("To", "A\r\n\"B\" <c@d>", "ann@example.org").line(),
                StandardCharsets.US_ASCII))
        .isEqualTo("To: \"A \\\"B\\\" <c@d>\" <ann@example.org>\r\n");
    for (String bad :
        List.of(
            "a@b\r\nRCPT TO:<c@d>",
            "a b@c",
            "a>b@c",
            "@c",
            "a@",
            "a",
            "a@b c",
            "a\u0000@b",
            "\"a\r\n\"@b",
            "a@b>",
            "x".repeat(300) + "@b")) {
      assertThatThrownBy(() -> new Envelope("", bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(new Envelope("", "\"a b\"@c.example").to()).isEqualTo("\"a b\"@c.example");
  }

  @Property(tries = 200)
  void noTextMakesAHeaderOfMoreThanItsLines(@ForAll String value) {
    String line = new String(HeaderField.text("Subject", value).line(), StandardCharsets.UTF_8);
    assertThat(line).endsWith("\r\n").matches("(?s)Subject: [^\r\n]*\r\n( [^\r\n]+\r\n)*");
    assertThat(line.lines()).allMatch(part -> part.length() <= 78);
  }

  @Test
  void longAndForeignSubjectsAreFolded() {
    String line =
        new String(
            HeaderField.text(
                    "Subject",
                    "Ein außergewöhnlich langer Betreff über die Lage in der Welt und 漢字漢字漢字漢字漢字漢字")
                .line(),
            StandardCharsets.US_ASCII);
    assertThat(line.lines()).hasSizeGreaterThan(1).allMatch(part -> part.length() <= 76);
  }

  @Test
  void addressesAreMasked() {
    assertThat(fill(FormLetter.of(shared(), "x"), Map.of()).toString())
        .doesNotContain("ann")
        .contains("example.org");
  }

  @Test
  void bothSignaturesVerifyElsewhere(@TempDir Path folder) throws Exception {
    assumeVerifier();
    KeyPair rsa = DkimKey.generate(DkimKey.Algorithm.RSA_SHA256);
    KeyPair ed = DkimKey.generate(DkimKey.Algorithm.ED25519_SHA256);
    DkimKey first =
        DkimKey.of(
            "review.example", "r1", DkimKey.Algorithm.RSA_SHA256, rsa.getPrivate().getEncoded());
    DkimKey second =
        DkimKey.of(
            "review.example", "e1", DkimKey.Algorithm.ED25519_SHA256, ed.getPrivate().getEncoded());
    Path records = folder.resolve("records.json");
    Files.writeString(
        records,
        new JsonObject()
            .put(first.recordName(), DkimKey.recordText(rsa.getPublic()))
            .put(second.recordName(), DkimKey.recordText(ed.getPublic()))
            .encode());
    DkimSigner signer = new DkimSigner(List.of(first, second));
    FormLetter letter =
        FormLetter.of(
            shared(),
            "Dear " + Slot.mark("name") + ",\n\n..two  blanks \n\n\n",
            "<p>Dear " + Slot.mark("name") + "</p>\n\n");
    FormLetter plain = FormLetter.of(shared(), "Sign in: https://review.example/in\n\n\n");
    for (FormLetter form : List.of(letter, plain)) {
      for (String name : List.of("Ann", "", "Zoë  O'Neil \n. and\tmore ")) {
        byte[] bytes = form.fill(ENVELOPE, own(), Map.of("name", name), signer, NOW).bytes();
        assertThat(verify(bytes, records)).isEqualTo("True True");
        assertThat(
                verify(
                    tampered(bytes, "List-Unsubscribe: <https://", "List-Unsubscribe: <http://"),
                    records))
            .isEqualTo("False False");
        assertThat(
                verify(
                    tampered(bytes, "\r\nSubject:", "\r\nSubject: another\r\nSubject:"), records))
            .isEqualTo("False False");
      }
    }
  }

  @Test
  void whatIsSignedHoldsTheUnsubscribeFields() throws Exception {
    KeyPair ed = DkimKey.generate(DkimKey.Algorithm.ED25519_SHA256);
    DkimSigner signer =
        new DkimSigner(
            List.of(
                DkimKey.of(
                    "review.example",
                    "e1",
                    DkimKey.Algorithm.ED25519_SHA256,
                    ed.getPrivate().getEncoded())));
    String message =
        new String(
            FormLetter.of(shared(), "x").fill(ENVELOPE, own(), Map.of(), signer, NOW).bytes(),
            StandardCharsets.US_ASCII);
    String names = message.replaceAll("(?s).*; *\r\n h=([^;]*);.*", "$1");
    assertThat(names.split(":"))
        .contains("list-unsubscribe", "list-unsubscribe-post", "to", "message-id")
        .containsOnlyOnce("date")
        .endsWith("from", "subject");
  }

  private static byte[] tampered(byte[] bytes, String from, String to) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .replace(from, to)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void assumeVerifier() throws Exception {
    boolean there = run(new byte[0], "/usr/bin/python3", "-c", "import dkim, nacl").equals("");
    assumeTrue(
        there || "true".equals(System.getenv("CI")),
        "python3-dkim or python3-nacl is not installed: skipped");
  }

  private static String verify(byte[] message, Path records) throws Exception {
    return run(
        message,
        "/usr/bin/python3",
        "src/test/resources/platform/smtp/verify.py",
        records.toString());
  }

  private static String run(byte[] input, String... command) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
    try (OutputStream to = process.getOutputStream()) {
      to.write(input);
    }
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static Letter fill(FormLetter letter, Map<String, String> values) {
    return letter.fill(ENVELOPE, own(), values, DkimSigner.NONE, NOW);
  }

  private static List<HeaderField> shared() {
    return List.of(
        HeaderField.address("From", "Die Zeitung für Köln", "news@review.example"),
        HeaderField.text(
            "Subject", "Morgenausgabe: Über alles, was heute wichtig ist und noch ein wenig mehr"),
        HeaderField.of("Date", "Sun, 1 Mar 2026 06:00:00 +0000"),
        HeaderField.of("List-Id", "<morning.review.example>"),
        HeaderField.of("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
  }

  private static List<HeaderField> own() {
    return List.of(
        HeaderField.address("To", "", "ann@example.org"),
        HeaderField.of("Message-ID", "<7.9@review.example>"),
        HeaderField.of(
            "List-Unsubscribe",
            "<https://review.example/u/"
                + "a".repeat(60)
                + ">, <mailto:leave@review.example?subject=unsubscribe>"));
  }

  private static List<String> bodies(byte[] message) throws Exception {
    MimeTokenStream tokens = new MimeTokenStream(MimeConfig.STRICT);
    tokens.parse(new ByteArrayInputStream(message));
    List<String> bodies = new ArrayList<>();
    for (EntityState state = tokens.getState();
        state != EntityState.T_END_OF_STREAM;
        state = tokens.next()) {
      if (state == EntityState.T_BODY) {
        bodies.add(
            new String(tokens.getDecodedInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .replace("\r\n", "\n"));
      }
    }
    return bodies;
  }
}
