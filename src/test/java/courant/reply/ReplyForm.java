package courant.reply;

import courant.story.Story;
import courant.support.TestReview;
import courant.support.Visitor;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;

/** The form under a story, as a reader fills it in and sends it. */
final class ReplyForm {
  private final TestReview review;
  private final String path;
  private final Map<String, String> fields = new LinkedHashMap<>();

  private ReplyForm(TestReview review, Story story) {
    this.review = review;
    this.path = story.path() + "/replies";
  }

  /** Filled in with what may be sent, in as much time as a person takes for it. */
  static ReplyForm under(TestReview review, Story story) {
    String token =
        Jsoup.parse(review.get(story.path()).body()).select("#reply-form [name=form]").val();
    review.clock.advance(Duration.ofSeconds(20));
    return new ReplyForm(review, story)
        .with("form", token)
        .with("name", "Ada")
        .with("email", "ada@writers.example")
        .with("text", "I agree with the harbour master, because the old quay was unsafe.");
  }

  ReplyForm with(String field, String value) {
    fields.put(field, value);
    return this;
  }

  /** Sends it as a browser does, which works for it first. */
  HttpResponse<String> send(String... headers) {
    Map<String, String> sent = new LinkedHashMap<>(fields);
    sent.computeIfAbsent("work", _ -> Work.done(sent.get("form"), sent.get("text")));
    String body =
        Visitor.form(
            sent.entrySet().stream()
                .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                .toArray(String[]::new));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(review.at(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return review.send(request);
  }
}
