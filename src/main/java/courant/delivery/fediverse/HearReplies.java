package courant.delivery.fediverse;

import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.reply.Replies;
import courant.reply.Reply;
import courant.reply.ReplyId;
import courant.reply.TakeReply;
import courant.story.Stories;
import courant.story.Story;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/** Replies that are written elsewhere: they come before the desk as all others do. */
final class HearReplies {
  private static final String CONTEXT = "fediverse object";
  private static final Pattern OURS = Pattern.compile("/replies/([0-9]{1,18})");

  private record Answered(Story story, Optional<ReplyId> parent) {}

  private final Database database;
  private final Vault vault;
  private final Stories stories;
  private final Replies replies;
  private final TakeReply take;
  private final Heard heard;
  private final Followers followers;
  private final Seen seen;
  private final Supplier<Places> places;

  HearReplies(
      Database database,
      Vault vault,
      Stories stories,
      Replies replies,
      TakeReply take,
      Heard heard,
      Followers followers,
      Seen seen,
      Supplier<Places> places) {
    this.database = database;
    this.vault = vault;
    this.stories = stories;
    this.replies = replies;
    this.take = take;
    this.heard = heard;
    this.followers = followers;
    this.seen = seen;
    this.places = places;
  }

  private byte[] hash(String object) {
    return vault.hash(CONTEXT, object);
  }

  /** Takes a reply; a note that answers nothing of ours, or is not for everybody, is left. */
  void create(Peer peer, Received note) {
    if (!theirs(peer, note) || !note.isPublic() || seen.has(deleted(note.id()))) {
      return;
    }
    byte[] object = hash(note.id());
    if (heard.reply(object).isPresent()) {
      return;
    }
    byte[] who = followers.hash(peer.id());
    answered(note.address("inReplyTo"))
        .ifPresent(
            answered ->
                take.take(
                    answered.story(),
                    answered.parent(),
                    written(peer, note),
                    heard.trusted(who),
                    (handle, id) -> heard.addReply(handle, object, who, id)));
  }

  void update(Peer peer, Received note) {
    if (theirs(peer, note)) {
      byte[] who = followers.hash(peer.id());
      heard
          .reply(hash(note.id()), who)
          .flatMap(replies::byId)
          .ifPresent(
              reply -> {
                if (note.isPublic()) {
                  take.edit(reply, written(peer, note), heard.trusted(who));
                } else {
                  delete(reply.id());
                }
              });
    }
  }

  /** What is deleted may arrive before it was written: then it is not taken any more. */
  void delete(Peer peer, String object) {
    if (!object.isEmpty() && Received.host(object).equals(peer.host())) {
      database.change(handle -> seen.note(handle, deleted(object)));
      heard.reply(hash(object), followers.hash(peer.id())).ifPresent(this::delete);
    }
  }

  /** Its words go at once; where answers hang on it, its place stays, and no longer says whose. */
  void delete(ReplyId reply) {
    take.delete(reply);
    database.change(handle -> Heard.forget(handle, reply));
  }

  private static String deleted(String object) {
    return "deleted " + object;
  }

  private static boolean theirs(Peer peer, Received note) {
    return note.type().equals("Note")
        && note.address("attributedTo").equals(peer.id())
        && Received.host(note.id()).equals(peer.host());
  }

  private Optional<Answered> answered(String address) {
    Optional<ReplyId> theirs = address.isEmpty() ? Optional.empty() : heard.reply(hash(address));
    return theirs
        .or(() -> places.get().path(address).flatMap(HearReplies::ours))
        .flatMap(replies::byId)
        .flatMap(HearReplies.this::below)
        .or(
            () ->
                places
                    .get()
                    .path(address)
                    .flatMap(stories::byPath)
                    .map(story -> new Answered(story, Optional.empty())));
  }

  private static Optional<ReplyId> ours(String path) {
    Matcher matcher = OURS.matcher(path);
    return matcher.matches()
        ? Optional.of(new ReplyId(Long.parseLong(matcher.group(1))))
        : Optional.empty();
  }

  private Optional<Answered> below(Reply reply) {
    return stories.byId(reply.story()).map(story -> new Answered(story, Optional.of(reply.id())));
  }

  private TakeReply.Written written(Peer peer, Received note) {
    return new TakeReply.Written(
        peer.handle(), peer.page(), withoutNames(note.text("content")), peer.id());
  }

  /** Replies begin with whom they answer; under the story that says nothing. */
  private String withoutNames(String html) {
    Document document = Jsoup.parseBodyFragment(html);
    for (Element link : document.select("a[href]")) {
      boolean ours = places.get().path(link.attr("href")).isPresent();
      if (ours && link.text().startsWith("@") && begins(link)) {
        link.remove();
      }
    }
    return document.body().html();
  }

  private static boolean begins(Element link) {
    for (Element at = link; at != null && !at.nameIs("body"); at = at.parent()) {
      for (var before = at.previousSibling(); before != null; before = before.previousSibling()) {
        if (!(before instanceof TextNode text && text.isBlank())
            && !(before instanceof Element element && element.text().isBlank())) {
          return false;
        }
      }
    }
    return true;
  }
}
