package courant.delivery.fediverse;

import courant.platform.db.Database;
import courant.reply.ReplyId;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import java.util.Optional;
import java.util.function.Supplier;

/** Does what somebody elsewhere says they do; who it is has been made sure of. */
final class Hear {
  private final Database database;
  private final Actors actors;
  private final Followers followers;
  private final Heard heard;
  private final HearReplies replies;
  private final Sends sends;
  private final Stories stories;
  private final Supplier<Places> places;

  Hear(
      Database database,
      Actors actors,
      Followers followers,
      Heard heard,
      HearReplies replies,
      Sends sends,
      Stories stories,
      Supplier<Places> places) {
    this.database = database;
    this.actors = actors;
    this.followers = followers;
    this.heard = heard;
    this.replies = replies;
    this.sends = sends;
    this.stories = stories;
    this.places = places;
  }

  /** Does it; what we do not know is heard and nothing is done. */
  void act(Peer peer, Received activity) {
    String object = activity.address("object");
    switch (activity.type()) {
      case "Follow" -> actor(object).ifPresent(actor -> follow(peer, actor, activity));
      case "Block" -> actor(object).ifPresent(actor -> letGo(peer, actor));
      case "Undo" -> activity.object("object").ifPresent(undone -> undo(peer, undone));
      case "Like" -> echo(peer, object, Heard.Echo.LIKE);
      case "Announce" -> echo(peer, object, Heard.Echo.BOOST);
      case "Create" -> activity.object("object").ifPresent(note -> replies.create(peer, note));
      case "Update" -> activity.object("object").ifPresent(note -> replies.update(peer, note));
      case "Delete" -> delete(peer, object);
      default -> {}
    }
  }

  /** The actor at an address: its own, not that of its page. */
  private Optional<Actor> actor(String address) {
    return places
        .get()
        .path(address)
        .flatMap(actors::byPath)
        .filter(actor -> places.get().of(actor).equals(address));
  }

  private void follow(Peer peer, Actor actor, Received follow) {
    database.change(
        handle -> {
          long inbox = followers.add(handle, actor, peer);
          sends.accept(handle, actor, follow.json(), inbox);
        });
  }

  private void letGo(Peer peer, Actor actor) {
    database.change(handle -> followers.remove(handle, actor, peer.id()));
  }

  /** Only what they did themselves. */
  private void undo(Peer peer, Received undone) {
    String object = undone.address("object");
    if (!undone.address("actor").equals(peer.id())) {
      return;
    }
    switch (undone.type()) {
      case "Follow" -> actor(object).ifPresent(actor -> letGo(peer, actor));
      case "Like" -> takeBack(peer, object, Heard.Echo.LIKE);
      case "Announce" -> takeBack(peer, object, Heard.Echo.BOOST);
      default -> {}
    }
  }

  private void echo(Peer peer, String object, Heard.Echo echo) {
    story(object)
        .ifPresent(
            story ->
                database.change(
                    handle -> heard.add(handle, story, echo, followers.hash(peer.id()))));
  }

  private void takeBack(Peer peer, String object, Heard.Echo echo) {
    story(object)
        .ifPresent(
            story ->
                database.change(
                    handle -> heard.remove(handle, story, echo, followers.hash(peer.id()))));
  }

  private Optional<StoryId> story(String address) {
    return places
        .get()
        .path(address)
        .flatMap(stories::byPath)
        .filter(story -> story.state() instanceof StoryState.Published)
        .map(Story::id);
  }

  private void delete(Peer peer, String object) {
    if (object.equals(peer.id())) {
      forget(peer.id());
    } else {
      replies.delete(peer, object);
    }
  }

  /** Somebody is no more: so is all that we have of them. */
  void forget(String id) {
    byte[] who = followers.hash(id);
    for (ReplyId reply : heard.repliesOf(who)) {
      replies.delete(reply);
    }
    database.change(
        handle -> {
          Heard.forget(handle, who);
          Inboxes.tidy(handle);
        });
  }
}
