package courant.delivery.hook;

import courant.delivery.MailList;
import courant.delivery.Subscriptions;
import courant.platform.job.Fact;
import courant.platform.job.FactReader;
import courant.platform.web.Addresses;
import courant.reply.Replies;
import courant.reply.Reply;
import courant.reply.ReplyFact;
import courant.reply.ReplyId;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryFact;
import courant.story.StoryState;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes messages of facts. Nothing of a reader is in them: of a reply where it is, of a
 * subscription to what.
 */
final class PlanHooks implements FactReader {
  private final Webhooks webhooks;
  private final Stories stories;
  private final Replies replies;
  private final Supplier<URI> site;

  PlanHooks(Webhooks webhooks, Stories stories, Replies replies, Supplier<URI> site) {
    this.webhooks = webhooks;
    this.stories = stories;
    this.replies = replies;
    this.site = site;
  }

  private record Message(HookEvent event, JsonObject data) {}

  @Override
  public void read(List<Fact> facts) {
    if (webhooks.all().isEmpty()) {
      return;
    }
    for (Fact fact : facts) {
      message(fact)
          .ifPresent(
              message ->
                  // The same fact read twice makes the same message, which is planned once.
                  webhooks.plan(
                      "msg_" + fact.place(),
                      message.event(),
                      body(message.event(), fact.at().toString(), message.data())));
    }
  }

  static String body(HookEvent event, String at, JsonObject data) {
    return new JsonObject()
        .put("type", event.word())
        .put("timestamp", at)
        .put("data", data)
        .encode();
  }

  private Optional<Message> message(Fact fact) {
    if (fact.kind().equals(ReplyFact.APPROVED)) {
      return replies
          .byId(new ReplyId(fact.subject()))
          .map(reply -> new Message(HookEvent.REPLY_PUBLISHED, json(reply)));
    }
    Optional<MailList> list = Subscriptions.began(fact);
    if (list.isPresent()) {
      return Optional.of(
          new Message(HookEvent.READER_SUBSCRIBED, new JsonObject().put("list", list.get().key())));
    }
    return StoryFact.of(fact).flatMap(this::ofStory);
  }

  private Optional<Message> ofStory(StoryFact fact) {
    Optional<HookEvent> event =
        switch (fact) {
          case StoryFact.Published _ -> Optional.of(HookEvent.STORY_PUBLISHED);
          case StoryFact.Corrected _ -> Optional.of(HookEvent.STORY_UPDATED);
          case StoryFact.Withdrawn _ -> Optional.of(HookEvent.STORY_WITHDRAWN);
          case StoryFact.Imported _ -> Optional.empty();
          case StoryFact.Retagged _ -> Optional.empty();
        };
    return event.flatMap(
        what -> stories.byId(fact.story()).map(story -> new Message(what, json(story))));
  }

  private JsonObject json(Reply reply) {
    return new JsonObject()
        .put("id", Long.toString(reply.id().value()))
        .put("story", Long.toString(reply.story().value()))
        .put("address", site.get() + reply.path());
  }

  private JsonObject json(Story story) {
    JsonObject json =
        new JsonObject()
            .put("id", Long.toString(story.id().value()))
            .put("address", site.get() + Addresses.encode(story.path()));
    story.origin().ifPresent(origin -> json.put("credit", origin.credit()));
    return switch (story.state()) {
      case StoryState.Published(_, var published, var updated) ->
          json.put("headline", story.headline())
              .put("standfirst", story.standfirst())
              .put("section", story.section().map(section -> section.slug().value()).orElse(null))
              .put("language", story.language())
              .put("published", published.toString())
              .put("updated", updated.toString());
      case StoryState.Withdrawn(_, _, var withdrawn, var reason) ->
          json.put("withdrawn", withdrawn.toString()).put("reason", reason);
      case StoryState.Expired(_, _, var expired) ->
          json.put("withdrawn", expired.toString()).put("reason", "expired");
      // Taken back since: readers know it no more, and neither does this message.
      case StoryState.Draft _, StoryState.Scheduled _ -> json;
    };
  }
}
