package courant.delivery.fediverse;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.web.ActivityJson;
import courant.reply.Replies;
import courant.reply.Reply;
import courant.reply.ReplyState;
import courant.story.Picture;
import courant.story.Story;
import courant.story.StoryState;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.FediverseServer;
import courant.support.FediverseServer.Delivered;
import courant.support.SettableClock;
import courant.support.TestReview;
import courant.support.Visitor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole exchange with a server like Mastodon's. */
@BothDatabases
class FediverseTest {
  private TestReview review;
  private FediverseServer there;
  private FediverseServer.Account ana;

  @BeforeEach
  void start() {
    there = new FediverseServer(new SettableClock(TestReview.NOON));
    review = TestReview.start(Map.of("fediverse", "on", "allow-private", there.address()));
    review.section("World", "All of it");
    ana = there.account("ana");
  }

  @AfterEach
  void stop() {
    review.close();
    there.close();
  }

  private JsonObject json(String address) {
    return new JsonObject(asked(address).body());
  }

  private HttpResponse<String> asked(String address) {
    String site = review.at("").toString();
    return review.get(
        address.startsWith(site) ? address.substring(site.length()) : address,
        "Accept",
        ActivityJson.TYPE);
  }

  private String host() {
    return "localhost:" + review.review.port();
  }

  private JsonObject actor(String name) {
    JsonObject found =
        new JsonObject(
            review.get("/.well-known/webfinger?resource=acct:" + name + "@" + host()).body());
    return json(
        found.getJsonArray("links").stream()
            .map(JsonObject.class::cast)
            .filter(link -> link.getString("rel").equals("self"))
            .findFirst()
            .orElseThrow()
            .getString("href"));
  }

  private HttpResponse<String> send(FediverseServer.Account by, JsonObject activity) {
    return there.post(by, review.at("/fediverse/inbox"), activity).send(review);
  }

  private JsonObject follow(FediverseServer.Account by, String name) {
    JsonObject follow = by.activity("Follow", actor(name).getString("id"));
    assertThat(send(by, follow).statusCode()).isEqualTo(202);
    Await.until(
        () ->
            there.delivered("Accept").stream()
                .anyMatch(
                    accept ->
                        accept
                            .activity()
                            .getJsonObject("object")
                            .getString("id")
                            .equals(follow.getString("id"))));
    return follow;
  }

  private Delivered told(String type, int number) {
    Await.until(() -> there.delivered(type).size() >= number);
    return there.delivered(type).get(number - 1);
  }

  @Test
  void actorsAreFoundByNameAndByPage() {
    Story story = review.story("Found").section("World").by("Ana López").topic("Libya").publish();

    JsonObject courant = actor("courant");
    assertThat(courant.getString("type")).isEqualTo("Organization");
    assertThat(courant.getString("preferredUsername")).isEqualTo("courant");
    assertThat(courant.getJsonObject("publicKey").getString("publicKeyPem"))
        .startsWith("-----BEGIN PUBLIC KEY-----");
    assertThat(courant.getJsonObject("endpoints").getString("sharedInbox"))
        .isEqualTo(review.at("/fediverse/inbox").toString());

    assertThat(actor("world").getString("name")).isEqualTo("World · Courant");
    assertThat(actor("ana-lopez").getString("type")).isEqualTo("Person");
    assertThat(actor("libya").getString("type")).isEqualTo("Service");

    HttpResponse<String> page = asked("/section/world");
    assertThat(page.statusCode()).isEqualTo(302);
    assertThat(page.headers().firstValue("location")).contains(actor("world").getString("id"));
    assertThat(page.headers().firstValue("vary").orElse("")).contains("accept,");

    String byAddress = review.at(story.byline().getFirst().path()).toString();
    JsonObject found =
        new JsonObject(review.get("/.well-known/webfinger?resource=" + byAddress).body());
    assertThat(found.getString("subject")).isEqualTo("acct:ana-lopez@" + host());

    for (String nobody :
        List.of("acct:nobody@" + host(), "acct:courant@elsewhere.example", "https://x.example/")) {
      assertThat(review.get("/.well-known/webfinger?resource=" + nobody).statusCode())
          .isEqualTo(404);
    }
    assertThat(review.get("/.well-known/webfinger").statusCode()).isEqualTo(400);
  }

  @Test
  void saysWhatItIs() {
    JsonObject links = new JsonObject(review.get("/.well-known/nodeinfo").body());
    String address = links.getJsonArray("links").getJsonObject(0).getString("href");
    JsonObject info =
        new JsonObject(review.get(address.substring(review.at("").toString().length())).body());
    assertThat(info.getString("version")).isEqualTo("2.1");
    assertThat(info.getJsonObject("software").getString("name")).isEqualTo("courant");
    assertThat(info.getJsonArray("protocols")).containsExactly("activitypub");
  }

  @Test
  void aStoryIsAnArticleAtTheAddressOfItsPage() {
    Story story =
        review
            .story("The bridge is open")
            .standfirst("After ten years & 2 < 3 tries.")
            .body("<p>See <a href=\"/colophon\">us</a>.</p>")
            .topic("Public Works")
            .section("World")
            .lead(new Picture("/bridge.jpg", 800, 600, "A bridge", "", ""))
            .publish();

    assertThat(review.get(story.path()).body()).contains("<!doctype html>");
    HttpResponse<String> answer = asked(story.path());
    assertThat(answer.headers().firstValue("content-type")).contains(ActivityJson.TYPE);
    JsonObject article = new JsonObject(answer.body());
    assertThat(article.getString("id")).isEqualTo(review.at(story.path()).toString());
    assertThat(article.getString("type")).isEqualTo("Article");
    assertThat(article.getString("name")).isEqualTo("The bridge is open");
    assertThat(article.getString("summary")).isEqualTo("After ten years & 2 &lt; 3 tries.");
    assertThat(article.getString("content")).contains("href=\"" + review.at("/colophon") + "\"");
    assertThat(article.getString("attributedTo")).isEqualTo(actor("courant").getString("id"));
    assertThat(article.getJsonArray("attachment").getJsonObject(0).getString("name"))
        .isEqualTo("A bridge");
    assertThat(article.getJsonArray("tag").getJsonObject(0).getString("name"))
        .isEqualTo("#PublicWorks");

    // Both forms are kept now; neither is answered for the other.
    assertThat(review.get(story.path()).body()).contains("<!doctype html>");
    assertThat(asked(story.path()).body()).isEqualTo(answer.body());
    assertThat(review.get(story.path(), "Accept", "application/ld+json").body())
        .as("JSON-LD alone is asked for by others")
        .contains("<!doctype html>");
  }

  @Test
  void theOutboxIsReadPageByPage() {
    for (int i = 0; i < 25; i++) {
      review.story("Story " + i).section("World").publish();
    }
    JsonObject outbox = json(actor("world").getString("outbox"));
    assertThat(outbox.getInteger("totalItems")).isEqualTo(25);
    JsonObject first = json(outbox.getString("first"));
    assertThat(first.getJsonArray("orderedItems")).hasSize(20);
    JsonObject second = json(first.getString("next"));
    assertThat(second.getJsonArray("orderedItems")).hasSize(5);
    assertThat(second.containsKey("next")).isFalse();
    JsonObject announced = second.getJsonArray("orderedItems").getJsonObject(0);
    assertThat(announced.getString("type")).isEqualTo("Announce");
    assertThat(json(announced.getString("object")).getString("type")).isEqualTo("Article");
    JsonObject created =
        json(json(actor("courant").getString("outbox")).getString("first"))
            .getJsonArray("orderedItems")
            .getJsonObject(0);
    assertThat(created.getString("type")).isEqualTo("Create");
  }

  @Test
  void followersAreToldOnceAndOnlyCounted() throws IOException {
    FediverseServer.Account ben = there.account("ben");
    follow(ana, "courant");
    follow(ben, "courant");
    follow(ben, "world");
    JsonObject followers = json(actor("courant").getString("followers"));
    assertThat(followers.getInteger("totalItems")).isEqualTo(2);
    assertThat(followers.containsKey("orderedItems")).isFalse();

    Story story = review.story("Told").section("World").publish();
    Delivered created = told("Create", 1);
    assertThat(FediverseServer.signedBy(created, actor("courant"))).isTrue();
    assertThat(created.activity().getJsonObject("object").getString("id"))
        .isEqualTo(review.at(story.path()).toString());
    Delivered announced = told("Announce", 1);
    assertThat(FediverseServer.signedBy(announced, actor("world"))).isTrue();
    assertThat(announced.activity().getString("object"))
        .isEqualTo(review.at(story.path()).toString());
    assertThat(there.delivered("Create")).as("one server, one delivery").hasSize(1);

    assertThat(review.filesWhere(file -> file.contains(ana.id()))).isEmpty();
    assertThat(there.asked)
        .as("nothing but keys was asked for")
        .noneMatch(one -> one.contains("outbox"));
  }

  @Test
  void correctionsAndWithdrawalsFollow() {
    follow(ana, "courant");
    Story story = review.story("Once").publish();
    told("Create", 1);
    review.clock.advance(Duration.ofMinutes(5));
    review.save(
        new Story(
            story.id(),
            story.slug(),
            "Once more",
            story.standfirst(),
            story.body(),
            story.dateline(),
            story.byline(),
            story.section(),
            story.topics(),
            story.origin(),
            story.lead(),
            story.language(),
            new StoryState.Published(story.path(), story.published(), review.clock.instant())));
    JsonObject update = told("Update", 1).activity();
    assertThat(update.getJsonObject("object").getString("name")).isEqualTo("Once more");
    assertThat(update.getJsonObject("object").getString("updated"))
        .isEqualTo("2026-11-23T12:05:00Z");

    review.save(
        story.in(
            new StoryState.Withdrawn(
                story.path(), story.published(), review.clock.instant(), "wrong")));
    JsonObject delete = told("Delete", 1).activity();
    assertThat(delete.getJsonObject("object").getString("type")).isEqualTo("Tombstone");
    assertThat(delete.getJsonObject("object").getString("id"))
        .isEqualTo(review.at(story.path()).toString());
    HttpResponse<String> gone = asked(story.path());
    assertThat(gone.statusCode()).isEqualTo(410);
    assertThat(new JsonObject(gone.body()).getString("type")).isEqualTo("Tombstone");
  }

  @Test
  void whoLeavesIsToldNothingMore() {
    JsonObject follow = follow(ana, "courant");
    send(ana, ana.activity("Undo", follow));
    assertThat(json(actor("courant").getString("followers")).getInteger("totalItems")).isZero();
    follow(ana, "world");
    send(ana, ana.activity("Block", actor("world").getString("id")));
    assertThat(json(actor("world").getString("followers")).getInteger("totalItems")).isZero();
  }

  @Test
  void aServerThatFailsIsTriedAgainAndOneThatIsGoneIsLetGo() {
    follow(ana, "courant");
    there.status = 503;
    review.story("Later").publish();
    told("Create", 1);
    there.status = 202;
    Await.until(
        () ->
            review.review.fediverse().deliveries().stream().anyMatch(one -> !one.why().isEmpty()));
    review.clock.advance(Duration.ofMinutes(2));
    told("Create", 2);
    Await.until(() -> !review.review.fediverse().states().containsKey("due"));

    there.status = 410;
    review.story("Never").publish();
    told("Create", 3);
    Await.until(() -> review.review.fediverse().followers() == 0);
    assertThat(review.review.fediverse().deliveries().getFirst().state()).isEqualTo("gone");
    assertThat(review.review.fediverse().deliveries().getFirst().why()).isEqualTo("HTTP 410");
  }

  private List<Reply> replies(Story story) {
    return review.review.replies().replies().queue(ReplyState.HELD, 10).stream()
        .filter(reply -> reply.story().equals(story.id()))
        .toList();
  }

  private void approve(Reply reply) {
    review
        .review
        .replies()
        .moderate()
        .decide(List.of(reply.id()), ReplyState.APPROVED, "Editor", "");
  }

  @Test
  void repliesFromThereComeBeforeTheDesk() {
    Story story = review.story("Asked").publish();
    String mention =
        "<p><span class=\"h-card\"><a href=\"%s\" class=\"u-url mention\">@<span>courant</span></a></span> "
            .formatted(review.at("/"));
    JsonObject note =
        ana.note(
            review.at(story.path()).toString(),
            mention + "Well <em>said</em>.<script>alert(1)</script></p>");
    assertThat(send(ana, ana.activity("Create", note)).statusCode()).isEqualTo(202);

    Reply held = replies(story).getFirst();
    assertThat(held.name()).isEqualTo(ana.handle());
    assertThat(held.website()).isEqualTo(there.site() + "/@ana");
    assertThat(held.body()).contains("Well <em>said</em>.").doesNotContain("script", "mention");
    assertThat(held.reasons()).containsExactly("first");
    assertThat(review.get(story.path()).body()).doesNotContain("Well");
    approve(held);
    assertThat(review.get(story.path()).body()).contains("Well <em>said</em>.", ana.handle());

    // Whom the desk knows is read at once; an answer stands under what it answers.
    JsonObject second = ana.note(note.getString("id"), "<p>And more.</p>");
    send(ana, ana.activity("Create", second));
    List<Reply> shown =
        review.review.replies().replies().shown(story.id(), Replies.Order.OLDEST, 0, 9);
    assertThat(shown).hasSize(2);
    assertThat(shown.getLast().depth()).isEqualTo(1);

    send(ana, ana.activity("Update", second.copy().put("content", "<p>And less.</p>")));
    assertThat(review.get(story.path()).body()).contains("And less.").doesNotContain("And more.");
    send(
        ana,
        ana.activity(
            "Delete", new JsonObject().put("id", second.getString("id")).put("type", "Tombstone")));
    assertThat(review.get(story.path()).body()).doesNotContain("And less.");
  }

  @Test
  void onlyWhatIsMeantForEverybodyIsTaken() {
    Story story = review.story("Private").publish();
    JsonObject note =
        ana.note(review.at(story.path()).toString(), "<p>Between us.</p>")
            .put("to", new JsonArray().add(actor("courant").getString("id")));
    assertThat(send(ana, ana.activity("Create", note)).statusCode()).isEqualTo(202);
    assertThat(replies(story)).isEmpty();

    // What was deleted before it came is not taken.
    JsonObject late = ana.note(review.at(story.path()).toString(), "<p>Too late.</p>");
    send(ana, ana.activity("Delete", late.getString("id")));
    send(ana, ana.activity("Create", late));
    assertThat(replies(story)).isEmpty();

    // Nobody speaks for somebody else, changes or deletes what is not theirs.
    JsonObject hers = ana.note(review.at(story.path()).toString(), "<p>Mine.</p>");
    send(ana, ana.activity("Create", hers));
    FediverseServer.Account ben = there.account("ben");
    send(ben, ben.activity("Create", ana.note(review.at(story.path()).toString(), "<p>x</p>")));
    send(ben, ben.activity("Update", hers.copy().put("content", "<p>His.</p>")));
    send(ben, ben.activity("Delete", hers.getString("id")));
    assertThat(replies(story)).extracting(Reply::source).containsExactly("Mine.");
  }

  @Test
  void likesAndBoostsAreCountedAndTakenBack() {
    Story story = review.story("Liked").publish();
    String address = review.at(story.path()).toString();
    JsonObject like = ana.activity("Like", address);
    send(ana, like);
    send(ana, ana.activity("Like", address));
    send(ana, ana.activity("Announce", address));
    assertThat(review.review.fediverse().loudest())
        .containsExactly(new FediverseAtDesk.Echoes(story.id(), 1, 1));
    send(ana, ana.activity("Undo", like));
    assertThat(review.review.fediverse().loudest())
        .containsExactly(new FediverseAtDesk.Echoes(story.id(), 0, 1));
  }

  @Test
  void whoseAccountGoesIsForgotten() {
    Story story = review.story("Gone").publish();
    String address = review.at(story.path()).toString();
    follow(ana, "courant");
    send(ana, ana.activity("Announce", address));
    send(ana, ana.activity("Create", ana.note(address, "<p>I was here.</p>")));
    assertThat(replies(story)).hasSize(1);

    there.suspend(ana);
    review.clock.advance(Duration.ofHours(2));
    assertThat(send(ana, ana.activity("Delete", ana.id())).statusCode()).isEqualTo(202);
    assertThat(review.review.fediverse().followers()).isZero();
    assertThat(review.review.fediverse().loudest()).isEmpty();
    assertThat(replies(story)).isEmpty();
  }

  @Test
  void theNameStandsOnPagesAndTheDeskSeesWhatGoesOn() {
    assertThat(review.get("/section/world").body()).contains("@world@" + host());
    assertThat(review.get("/subscribe").body()).contains("@courant@" + host());
    Visitor editor = new Visitor(review);
    editor.post(
        "/desk/sign-in",
        "token",
        review.review.members().ownersFirstLink("Owner").orElseThrow().value());
    editor.post("/desk/fediverse", "action", "name", "value", "the_courant");
    assertThat(review.get("/subscribe").body()).contains("@the_courant@" + host());
    follow(ana, "the_courant");
    assertThat(editor.get("/desk/fediverse").body())
        .contains(there.address(), "answer to a follower")
        .doesNotContain(ana.id());
    editor.post("/desk/fediverse", "action", "block", "value", there.address());
    assertThat(review.review.fediverse().followers()).isZero();
    editor.post("/desk/fediverse", "action", "off");
    assertThat(review.get("/subscribe").body()).doesNotContain("@the_courant");
    assertThat(editor.get("/desk/fediverse").body()).contains("It is switched off.");
  }

  @Test
  void eachFollowIsAnsweredByItsOwnId() {
    String actor = actor("courant").getString("id");
    for (String end : List.of("Aa", "BB")) { // the same to String.hashCode
      JsonObject follow = ana.activity("Follow", actor).put("id", ana.id() + "#follow-" + end);
      assertThat(send(ana, follow).statusCode()).isEqualTo(202);
    }
    told("Accept", 2);
    assertThat(there.delivered("Accept"))
        .extracting(accept -> accept.activity().getString("id"))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.startsWith(actor + "#accept-"));
  }

  private HttpResponse<String> followFrom(String account) {
    return new Visitor(review).post("/follow", "handle", "@world@" + host(), "account", account);
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

  @Test
  void switchedOffThereIsNothing() {
    Story story = review.story("Off").publish();
    review.review.fediverse().pause(true);
    assertThat(review.get("/.well-known/webfinger?resource=acct:courant@" + host()).statusCode())
        .isEqualTo(404);
    assertThat(asked(story.path()).body()).contains("<!doctype html>");
    assertThat(send(ana, ana.activity("Like", "x")).statusCode()).isEqualTo(404);
    review.review.fediverse().pause(false);
    assertThat(asked(story.path()).body()).startsWith("{");
  }

  @Test
  void aReviewOnThisMachineAloneIsNotThere() {
    try (TestReview here = TestReview.start()) {
      assertThat(here.review.fediverse().state()).isEqualTo(FediverseAtDesk.State.NO_ADDRESS);
    }
    try (TestReview open = TestReview.start(Map.of("url", "https://review.example"))) {
      assertThat(open.review.fediverse().state()).isEqualTo(FediverseAtDesk.State.ON);
      assertThat(
              open.get("/.well-known/webfinger?resource=acct:courant@review.example").statusCode())
          .isEqualTo(200);
    }
  }
}
