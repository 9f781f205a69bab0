package courant;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.crypto.TimedCode;
import courant.support.TestDatabase;
import courant.support.TestReview;
import courant.support.Visitor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** An owner who lost every way in gets one from whoever runs the machine. */
class LetInTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int letIn(TestReview review) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(
        "let-in",
        "--data",
        review.folder.toString(),
        "--database",
        TestDatabase.address(review.folder));
  }

  @Test
  void printsALinkThatAsksForNoCode() {
    try (TestReview review = TestReview.start()) {
      assertThat(letIn(review)).as("nobody owns it yet").isEqualTo(1);
      assertThat(err.toString()).contains("nobody owns this review yet");
      Visitor owner = new Visitor(review);
      var members = review.review.members();
      owner.post("/desk/sign-in", "token", members.ownersFirstLink("Olga").orElseThrow().value());
      owner.post("/desk/account/code", "action", "begin");
      String secret =
          owner
              .get("/desk/account")
              .body()
              .replaceAll("(?s).*staff-secret\" dir=\"ltr\">([A-Z2-7]+)<.*", "$1");
      String code = TimedCode.at(secret, review.clock.instant());
      owner.post("/desk/account/code", "action", "confirm", "code", code);
      // The command lives by the machine's clock, the review by the test's.
      review.clock.set(Instant.now());
      assertThat(letIn(review)).as(err.toString()).isZero();
      String token = out.toString().strip().replaceFirst(".*/desk/sign-in/", "");
      HttpResponse<String> in = new Visitor(review).post("/desk/sign-in", "token", token);
      assertThat(in.headers().firstValue("location")).contains("/desk/account");
    }
  }
}
