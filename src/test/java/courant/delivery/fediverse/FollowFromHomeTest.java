package courant.delivery.fediverse;

import static org.assertj.core.api.Assertions.assertThat;

import courant.support.BothDatabases;
import courant.support.Visitor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reader with an account elsewhere follows from there. */
@BothDatabases
class FollowFromHomeTest extends BesideAServer {
  private HttpResponse<String> followFrom(String account) {
    return new Visitor(review)
        .post("/follow", "handle", "@world@localhost:" + review.review.port(), "account", account);
  }

  private void webFinger(String account, JsonArray links) {
    there.documents.put(
        "/.well-known/webfinger?resource=acct%3A"
            + account.substring(1).replace("@", "%40").replace(":", "%3A"),
        new JsonObject().put("subject", "acct:" + account).put("links", links));
  }

  @Test
  void whoHasAnAccountIsTakenToTheirOwnServer() {
    webFinger(
        ana.handle(),
        new JsonArray()
            .add(new JsonObject().put("rel", "self").put("href", ana.id()))
            .add(
                new JsonObject()
                    .put("rel", "http://ostatus.org/schema/1.0/subscribe")
                    .put("template", there.site() + "/authorize_interaction?uri={uri}")));
    assertThat(review.get("/section/world").body()).contains("action=\"/follow\"");
    String there = this.there.site() + "/authorize_interaction?uri=world%40localhost%3A";
    HttpResponse<String> answer = followFrom(" " + ana.handle().substring(1));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("href=\"" + there + review.review.port() + "\"");
    assertThat(answer.headers().firstValue("refresh").orElse("")).startsWith("0; url=" + there);
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    HttpResponse<String> others =
        new Visitor(review)
            .post("/follow", "handle", "@world@elsewhere.example", "account", ana.handle());
    assertThat(others.statusCode()).as("nobody of ours").isEqualTo(404);
  }

  @Test
  void whoseServerCannotBeAskedIsToldWhatToDo() {
    for (String none : List.of("", "me", "me@", "@me@a b", "@me@10.0.0.1", "<@me@x.example>")) {
      HttpResponse<String> answer = followFrom(none);
      assertThat(answer.statusCode()).as(none).isEqualTo(422);
      assertThat(answer.body()).contains("That is no name in the fediverse.");
    }
    assertThat(followFrom(ana.handle()).body()).contains("That server knows no such name");
    for (String template :
        List.of("javascript:alert({uri})", "/local?{uri}", "https://x.example/")) {
      webFinger(
          ana.handle(),
          new JsonArray()
              .add(
                  new JsonObject()
                      .put("rel", "http://ostatus.org/schema/1.0/subscribe")
                      .put("template", template)));
      assertThat(followFrom(ana.handle()).statusCode()).as(template).isEqualTo(422);
    }
    there.close();
    assertThat(followFrom(ana.handle()).statusCode()).isEqualTo(502);
    for (int i = 0; i < 10; i++) {
      followFrom("me");
    }
    assertThat(followFrom("me").statusCode()).as("enough").isEqualTo(429);
  }
}
