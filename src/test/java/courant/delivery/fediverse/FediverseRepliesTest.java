package courant.delivery.fediverse;

import static org.assertj.core.api.Assertions.assertThat;

import courant.reply.Replies;
import courant.reply.Reply;
import courant.reply.ReplyState;
import courant.story.Story;
import courant.support.BothDatabases;
import courant.support.FediverseServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Replies, likes and boosts from a server like Mastodon's. */
@BothDatabases
class FediverseRepliesTest extends BesideAServer {
  private HttpResponse<String> send(FediverseServer.Account by, JsonObject activity) {
    return there.post(by, review.at("/fediverse/inbox"), activity).send(review);
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
            .put(
                "to",
                new JsonArray().add(FediverseServer.actor(review, "courant").getString("id")));
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
}
