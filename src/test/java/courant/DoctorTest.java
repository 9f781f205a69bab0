package courant;

import static org.assertj.core.api.Assertions.assertThat;

import courant.delivery.mail.TxtRecords;
import courant.media.Photo;
import courant.platform.config.Settings;
import courant.support.S3Server;
import courant.support.SmtpSink;
import courant.support.TestPhotos;
import courant.support.TestReview;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The doctor finds what is wrong, and says what to do. */
@DisabledIfSystemProperty(named = "courant.test.database", matches = "postgresql")
class DoctorTest {
  private TestReview review;
  private StringWriter out;

  @BeforeEach
  void start() {
    review = TestReview.start();
    review.clock.set(Instant.now());
  }

  @AfterEach
  void stop() {
    review.close();
  }

  @Test
  void aHealthyReviewHasNothingWrongAndLearnsWhatToSet() {
    assertThat(doctor()).isZero();
    assertThat(out.toString())
        .contains("SQLite, sound, opens with the key")
        .contains("look   address", "COURANT_URL", "look   mail", "COURANT_SMTP")
        .contains("Nothing is wrong.");
  }

  @Test
  void findsAKeyThatOthersCanRead() throws IOException {
    Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(doctor()).isEqualTo(1);
    assertThat(out.toString()).contains("wrong  key", "chmod 600");
  }

  @Test
  void findsAWrongAndAMissingKey() throws IOException {
    String another = "A".repeat(43) + "=\n";
    Files.writeString(key(), another);
    assertThat(doctor()).isEqualTo(1);
    assertThat(out.toString()).contains("wrong  database", "put courant.key back");
    Files.delete(key());
    assertThat(doctor()).isEqualTo(1);
    assertThat(out.toString()).contains("wrong  key", "is missing");
    assertThat(key()).doesNotExist();
  }

  private Path key() {
    return review.folder.resolve("courant.key");
  }

  @Test
  void findsAClockThatWentBack() {
    review.clock.set(Instant.now().plusSeconds(7_200));
    review.story("From the future").publish();
    assertThat(doctor()).isEqualTo(1);
    assertThat(out.toString()).contains("wrong  clock", "set-ntp");
  }

  @Test
  void asksTheRelayAndTheDomainName() throws IOException {
    int nobody;
    try (ServerSocket closed = new ServerSocket(0)) {
      nobody = closed.getLocalPort();
    }
    assertThat(doctor("--smtp", "smtp://127.0.0.1:" + nobody)).isEqualTo(1);
    assertThat(out.toString()).contains("wrong  mail", "cannot be reached");
    assertThat(doctor("--smtp", "nonsense", "--url", "https://nowhere.invalid")).isEqualTo(1);
    assertThat(out.toString()).contains("smtp://user:password@host:port", "DNS knows no nowhere");
    try (SmtpSink sink = SmtpSink.start()) {
      assertThat(doctor("--smtp", "smtp://127.0.0.1:" + sink.port())).isZero();
      assertThat(out.toString()).contains("ok     mail");
    }
  }

  @Test
  void looksWhatTheDomainSaysOfItsMail() {
    Map<String, String> published =
        Map.of(
            "review.example", "v=spf1 mx -all",
            "default._bimi.review.example", "v=BIMI1; l=http://review.example/bimi.svg");
    Settings settings =
        Settings.of(
            Map.of(
                "data", review.folder.toString(),
                "url", "https://review.example",
                "smtp", "smtp://relay.example:25"));
    TxtRecords dns = name -> Stream.ofNullable(published.get(name)).toList();
    try (Holdings held = Holdings.open(settings, review.clock)) {
      List<Finding> findings = new MailCall(settings, dns, review.clock).findings(held);
      assertThat(findings)
          .extracting(Finding::grade)
          .containsExactly(Finding.Grade.OK, Finding.Grade.LOOK, Finding.Grade.LOOK);
      assertThat(findings.get(1).advice()).contains("v=DMARC1; p=quarantine");
      assertThat(findings.get(2).found()).contains("BIMI", "is another");
      assertThat(new MailCall(settings, _ -> List.of(), review.clock).findings(held).getLast())
          .as("nobody needs it")
          .matches(bimi -> bimi.grade() == Finding.Grade.OK && bimi.found().contains("optional"));
    }
  }

  @Test
  void looksForPicturesAndAtTheirStore() throws IOException {
    Photo photo = review.photo(TestPhotos.jpeg(400, 200));
    assertThat(doctor()).isZero();
    assertThat(out.toString()).contains("media", "keeps and gives");
    Path folder = review.folder.resolve("media").resolve(photo.digest().substring(0, 2));
    Files.delete(folder.resolve(photo.digest()).resolve("400.jpg"));
    assertThat(doctor()).isEqualTo(1);
    assertThat(out.toString()).contains("wrong  media", "1 of the newest 1 pictures");
    assertThat(doctor("--media", "s3://bucket")).isEqualTo(1);
    assertThat(out.toString()).contains("s3://KEY:SECRET@host/bucket");
    try (S3Server store = S3Server.start()) {
      assertThat(doctor("--media", store.setting(), "--allow-private", store.authority())).isZero();
      store.mood(S3Server.Mood.FORBIDDING);
      assertThat(doctor("--media", store.setting(), "--allow-private", store.authority()))
          .isEqualTo(1);
      assertThat(out.toString()).contains("wrong  media", "AccessDenied").doesNotContain("SECRET");
    }
  }

  @Test
  void aServerThatCannotStartSaysWhyInALine() {
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine()
            .setErr(new PrintWriter(err, true))
            .execute(
                "serve",
                "--data",
                review.folder.resolve("other").toString(),
                "--database",
                "postgresql://u:secret@localhost:1/d");
    assertThat(code).isEqualTo(1);
    assertThat(err.toString())
        .contains("cannot start", "localhost:1/d", "./courant doctor")
        .doesNotContain("secret", "\tat ");
  }

  @Test
  void looksAtNothingThatIsNotThereYet() {
    Path nothing = review.folder.resolve("nothing");
    out = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .execute("doctor", "--data", nothing.toString());
    assertThat(code).isZero();
    assertThat(nothing).doesNotExist();
  }

  private int doctor(String... more) {
    out = new StringWriter();
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .execute(
            Stream.concat(Stream.of("doctor", "--data", review.folder.toString()), Stream.of(more))
                .toArray(String[]::new));
  }
}
