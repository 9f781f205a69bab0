package courant.delivery.fediverse;

import static org.assertj.core.api.Assertions.assertThat;

import courant.reply.Reply;
import courant.reply.ReplyState;
import courant.story.Story;
import courant.story.StoryState;
import courant.support.Await;
import courant.support.BothDatabases;
import courant.support.FediverseServer;
import courant.support.FediverseServer.Delivered;
import courant.support.Visitor;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who follows from a server like Mastodon's is told, and may go. */
@BothDatabases
class FediverseFollowersTest extends BesideAServer {
  private List<Reply> held() {
    return review.review.replies().replies().queue(ReplyState.HELD, 10);
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
    HttpResponse<String> gone = FediverseServer.ask(review, story.path());
    assertThat(gone.statusCode()).isEqualTo(410);
    assertThat(new JsonObject(gone.body()).getString("type")).isEqualTo("Tombstone");
  }

  @Test
  void aServerThatWasToldHearsOfAWithdrawalWhenNobodyFollowsThereAnyMore() {
    JsonObject follow = follow(ana, "courant");
    Story story = review.story("Told and withdrawn").publish();
    told("Create", 1);
    Await.until(() -> !review.review.fediverse().states().containsKey("due"));
    send(ana, ana.activity("Undo", follow));
    // Inboxes of nobody are forgotten whenever an account goes.
    FediverseServer.Account ben = there.account("ben");
    follow(ben, "world");
    Await.until(() -> !review.review.fediverse().states().containsKey("due"));
    send(ben, ben.activity("Delete", ben.id()));
    assertThat(review.review.fediverse().followers()).isZero();

    review.story("News").publish();
    review.save(
        story.in(
            new StoryState.Withdrawn(
                story.path(), story.published(), review.clock.instant(), "wrong")));
    assertThat(told("Delete", 1).activity().getJsonObject("object").getString("id"))
        .isEqualTo(review.at(story.path()).toString());
    Await.until(() -> !review.review.fediverse().states().containsKey("due"));
    assertThat(there.delivered("Create")).as("of news nothing more").hasSize(1);
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
    Await.until(() -> !review.review.fediverse().states().containsKey("due"));
    there.status = 503;
    review.story("Later").publish();
    told("Create", 1);
    Await.until(
        () ->
            review.review.fediverse().deliveries().stream().anyMatch(one -> !one.why().isEmpty()));
    there.status = 202;
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

  @Test
  void aBlockedServerDoesNotComeBackByAnotherPort() {
    follow(ana, "courant");
    assertThat(review.review.fediverse().block("127.0.0.1", "Editor")).isTrue();
    assertThat(review.review.fediverse().followers()).isZero();
    JsonObject again = ana.activity("Follow", actor("courant").getString("id"));
    assertThat(send(ana, again).body()).isEqualTo("blocked\n");
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

  @Test
  void whoseAccountGoesIsForgotten() {
    Story story = review.story("Gone").publish();
    String address = review.at(story.path()).toString();
    follow(ana, "courant");
    send(ana, ana.activity("Announce", address));
    send(ana, ana.activity("Create", ana.note(address, "<p>I was here.</p>")));
    assertThat(held()).hasSize(1);

    there.suspend(ana);
    review.clock.advance(Duration.ofHours(2));
    assertThat(send(ana, ana.activity("Delete", ana.id())).statusCode()).isEqualTo(202);
    assertThat(review.review.fediverse().followers()).isZero();
    assertThat(review.review.fediverse().loudest()).isEmpty();
    assertThat(held()).isEmpty();
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
}
