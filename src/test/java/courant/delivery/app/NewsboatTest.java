package courant.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;

import courant.support.Await;
import courant.support.TestReview;
import courant.support.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reading app that others wrote: Newsboat, as Debian ships it, signed in to a review of ours. */
class NewsboatTest {
  private static final Path NEWSBOAT = Path.of("/usr/bin/newsboat");

  @TempDir Path home;

  @Test
  void listsWhatIsFollowedAndTakesItsMarks() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(NEWSBOAT), "SKIPPED: no Newsboat here (Debian: newsboat)");
    try (TestReview review = TestReview.start()) {
      review.story("Ferries stop").topic("Libya").publish();
      review.story("Trains go").topic("Libya").publish();
      Visitor reader = new Visitor(review).signIn("reader@example.org");
      reader.post("/my/follow", "kind", "topic", "key", "libya", "stance", "follow");
      configure(review, password(reader));
      run("-x", "reload");
      assertThat(run("-x", "print-unread")).contains("2 unread articles");
      reader.post("/my/read", "until", Long.toString(review.clock.millis()));
      Await.until(() -> reader.get("/my").body().contains("Ferries stop"));
      run("-x", "reload");
      assertThat(run("-x", "print-unread")).contains("0 unread articles");
    }
  }

  private static String password(Visitor reader) {
    return Jsoup.parse(reader.post("/my/account/apps", "renew", "true").body())
        .select("#app-password")
        .attr("value");
  }

  private void configure(TestReview review, String password) throws IOException {
    Files.writeString(
        home.resolve("config"),
        """
        urls-source "feedhq"
        feedhq-url "%s"
        feedhq-login "reader"
        feedhq-password "%s"
        """
            .formatted(review.at(""), password));
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                NEWSBOAT.toString(),
                "-C",
                home.resolve("config").toString(),
                "-c",
                home.resolve("cache.db").toString(),
                "-u",
                home.resolve("urls").toString()));
    command.addAll(List.of(arguments));
    Path out = home.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("TERM", "dumb");
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("Newsboat did not end: " + Files.readString(out));
    }
    return Files.readString(out);
  }
}
