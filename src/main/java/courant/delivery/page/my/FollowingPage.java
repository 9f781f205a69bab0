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
import courant.reader.ReaderId;
import courant.reader.Sessions;
import courant.story.NewestStories;
import courant.story.Stories;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code /my/following}: all one follows and mutes, saved searches, and the private feed. */
public final class FollowingPage {
  /**
   * @param typed the search as it was typed, if it was refused
   * @param fault why it was refused, or nothing could be added; empty if all is well
   * @param feed address of the private feed; empty if there is none
   * @param report what became of a list of subscriptions that was just handed in
   * @param opmlFault why none was read; empty if all is well
   */
  public record Shown(
      boolean account,
      List<NamedInterest> follows,
      List<NamedInterest> mutes,
      Suggestions suggestions,
      String typed,
      String fault,
      String feed,
      Optional<OpmlReport> report,
      String opmlFault) {
    /** The longest list of subscriptions that is taken, in megabytes. */
    public long opmlMegabytes() {
      return OpmlExchange.LARGEST >> 20;
    }
  }

  /** What is said beside what stands on the page anyway. */
  private record Said(String typed, String fault, Optional<OpmlReport> report, String opmlFault) {}

  private final Follows follows;
  private final Sessions sessions;
  private final Mastheads mastheads;
  private final Stories stories;
  private final NewestStories newest;
  private final FeedKeys keys;
  private final Frames frames;

  FollowingPage(
      Follows follows,
      Sessions sessions,
      Mastheads mastheads,
      Stories stories,
      NewestStories newest,
      FeedKeys keys,
      Frames frames) {
    this.follows = follows;
    this.sessions = sessions;
    this.mastheads = mastheads;
    this.stories = stories;
    this.newest = newest;
    this.keys = keys;
    this.frames = frames;
  }

  Response show(Request request) {
    return page(request, new Said("", "", Optional.empty(), ""));
  }

  /** Says where in the search the fault is, and which. */
  Response refused(Request request, Follow.Wish.Refused refused) {
    Texts texts = texts();
    String fault =
        texts.say(
            "my.refused",
            refused.error().position() + 1,
            texts.say(refused.error().reason().key()));
    return page(request, new Said(refused.typed(), fault, Optional.empty(), "")).status(422);
  }

  /** Says that there is room for no more. */
  Response full(Request request) {
    String fault = texts().say("my.full", Follows.MOST, Follows.MOST_SEARCHES);
    return page(request, new Said("", fault, Optional.empty(), "")).status(422);
  }

  /**
   * Tells what became of a list of subscriptions.
   *
   * @param reader whose it is now: the request of one who came new does not know yet
   */
  Response report(Request request, ReaderId reader, OpmlReport report) {
    boolean account = sessions.account(request).isPresent();
    Said said = new Said("", "", Optional.of(report), "");
    return page(request, Optional.of(reader), account, said);
  }

  /** Says why a list of subscriptions was not read. */
  Response unread(Request request, OpmlExchange.Fault fault) {
    String why = texts().say("my.opml." + fault.name().toLowerCase(Locale.ROOT));
    return page(request, new Said("", "", Optional.empty(), why)).status(422);
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

  private Response page(Request request, Said said) {
    Optional<Reader> reader = sessions.reader(request);
    boolean account = reader.filter(Reader::hasAccount).isPresent();
    return page(request, reader.map(Reader::id), account, said);
  }

  private Response page(Request request, Optional<ReaderId> reader, boolean account, Said said) {
    List<NamedInterest> named = reader.map(follows::named).orElse(List.of());
    Frame frame = frames.unlisted(request, texts().say("my.following"));
    Shown shown =
        new Shown(
            account,
            named.stream().filter(one -> one.stance() == Stance.FOLLOW).toList(),
            named.stream().filter(one -> one.stance() == Stance.MUTE).toList(),
            Suggestions.of(mastheads, stories, newest),
            said.typed(),
            said.fault(),
            reader.flatMap(keys::of).map(key -> request.site() + "/my/feed?key=" + key).orElse(""),
            said.report(),
            said.opmlFault());
    return Personal.page("my/following", Map.of("frame", frame, "shown", shown));
  }
}
