package courant.delivery.page.my;

import courant.delivery.FeedKeys;
import courant.delivery.page.Frame;
import courant.delivery.page.Frames;
import courant.follow.Follows;
import courant.follow.NamedInterest;
import courant.follow.Stance;
import courant.masthead.Mastheads;
import courant.platform.i18n.Texts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.reader.Reader;
import courant.reader.Sessions;
import courant.story.Stories;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /my/following}: all one follows and mutes, saved searches, and the private feed. */
public final class FollowingPage {
  /**
   * @param typed the search as it was typed, if it was refused
   * @param fault why it was refused, or nothing could be added; empty if all is well
   * @param feed address of the private feed; empty if there is none
   */
  public record Shown(
      boolean account,
      List<NamedInterest> follows,
      List<NamedInterest> mutes,
      Suggestions suggestions,
      String typed,
      String fault,
      String feed) {}

  private final Follows follows;
  private final Sessions sessions;
  private final Mastheads mastheads;
  private final Stories stories;
  private final FeedKeys keys;
  private final Frames frames;

  FollowingPage(
      Follows follows,
      Sessions sessions,
      Mastheads mastheads,
      Stories stories,
      FeedKeys keys,
      Frames frames) {
    this.follows = follows;
    this.sessions = sessions;
    this.mastheads = mastheads;
    this.stories = stories;
    this.keys = keys;
    this.frames = frames;
  }

  Response show(Request request) {
    return page(request, "", "");
  }

  /** Says where in the search the fault is, and which. */
  Response refused(Request request, Follow.Wish.Refused refused) {
    Texts texts = texts();
    String fault =
        texts.say(
            "my.refused",
            refused.error().position() + 1,
            texts.say(refused.error().reason().key()));
    return page(request, refused.typed(), fault).status(422);
  }

  /** Says that there is room for no more. */
  Response full(Request request) {
    return page(request, "", texts().say("my.full", Follows.MOST, Follows.MOST_SEARCHES))
        .status(422);
  }

  Response feed(Request request) {
    Reader reader = sessions.account(request).orElseThrow();
    if (request.field("revoke").isPresent()) {
      keys.revoke(reader.id());
    } else {
      keys.renew(reader.id());
    }
    return Response.seeOther("/my/following#feed");
  }

  private Texts texts() {
    return Texts.in(mastheads.masthead().language());
  }

  private Response page(Request request, String typed, String fault) {
    Optional<Reader> reader = sessions.reader(request);
    List<NamedInterest> named = reader.map(known -> follows.named(known.id())).orElse(List.of());
    Frame frame = frames.unlisted(request, texts().say("my.following"));
    Shown shown =
        new Shown(
            reader.filter(Reader::hasAccount).isPresent(),
            named.stream().filter(one -> one.stance() == Stance.FOLLOW).toList(),
            named.stream().filter(one -> one.stance() == Stance.MUTE).toList(),
            Suggestions.of(mastheads, stories),
            typed,
            fault,
            reader
                .flatMap(known -> keys.of(known.id()))
                .map(key -> request.site() + "/my/feed?key=" + key)
                .orElse(""));
    return Personal.page("my/following", Map.of("frame", frame, "shown", shown));
  }
}
