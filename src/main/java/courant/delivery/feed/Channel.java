package courant.delivery.feed;

import courant.delivery.FullText;
import courant.edition.Audience;
import courant.edition.Edition;
import courant.masthead.Masthead;
import courant.platform.i18n.Texts;
import courant.platform.web.Addresses;
import courant.story.Correction;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState;
import courant.story.Version;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An edition about to be rendered as a feed: what the three formats share.
 *
 * @param list path of the page whose feed this is; empty for the front page
 * @param query what follows the path, such as {@code ?q=oil}; empty for lists
 * @param withdrawn stories of this list that were taken back lately
 * @param corrections of the stories that have any, newest first
 */
record Channel(
    Masthead masthead,
    URI site,
    String title,
    String description,
    String list,
    String query,
    Edition edition,
    List<Story> withdrawn,
    Map<StoryId, List<Correction>> corrections) {
  /** A page of a reader's own is found by looking through all before it. */
  static final int DEEPEST_PERSONAL = 100;

  /** The page's address; a reader's own needs no secret. */
  String home() {
    if (personal()) {
      return site + list;
    }
    return site + (list.isEmpty() ? "/" : Addresses.encode(list)) + query;
  }

  /** The feed's own address at a page of the archive. */
  String self(FeedFormat format, int page) {
    String address = site + Addresses.encode(list) + format.suffix + query;
    return page == 1 ? address : address + (query.isEmpty() ? "?" : "&") + "page=" + page;
  }

  /** Whether there is a page after this one that will be answered. */
  boolean hasNext() {
    int page = edition.window().page();
    return page < edition.lastPage() && !(personal() && page >= DEEPEST_PERSONAL);
  }

  /** The last page; of a reader's own feed no more is known than whether there is a next one. */
  Optional<Integer> last() {
    return personal() ? Optional.empty() : Optional.of(edition.lastPage());
  }

  private boolean personal() {
    return edition.audience() instanceof Audience.OfReader;
  }

  String self(FeedFormat format) {
    return self(format, edition.window().page());
  }

  /** Whether our hub tells of its changes: of lists, not of searches or a reader's own. */
  boolean hasHub() {
    return query.isEmpty();
  }

  String hub() {
    return site + "/hub";
  }

  Instant updated() {
    return Stream.concat(edition.stories().stream(), withdrawn.stream())
        .map(Story::updated)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  String address(Story story) {
    return site + Addresses.encode(story.path());
  }

  /** The same for ever, wherever the review moves. */
  static String id(Story story) {
    byte[] name = ("courant story " + story.id().value()).getBytes(StandardCharsets.UTF_8);
    return "urn:uuid:" + UUID.nameUUIDFromBytes(name);
  }

  /** The credit line that its source's terms require, if they do. */
  static Optional<String> required(Story story) {
    return story
        .origin()
        .map(origin -> origin.source().terms().credit())
        .filter(line -> !line.isEmpty());
  }

  /** Why a story is not to be read any more; may be empty. */
  static String reason(Story story) {
    return switch (story.state()) {
      case StoryState.Withdrawn(_, _, _, var reason) -> reason;
      case StoryState.Expired _ ->
          Texts.in(Locale.forLanguageTag(story.language()))
              .say(
                  "story.expired", story.origin().map(origin -> origin.source().name()).orElse(""));
      case StoryState.Draft _, StoryState.Scheduled _, StoryState.Published _ -> "";
    };
  }

  /** Whether this story may be carried whole: by our setting and its source's terms. */
  boolean whole(Story story) {
    return text().whole(story);
  }

  /** The body with its addresses made absolute, since feeds are read elsewhere. */
  String content(Story story) {
    return text().of(story) + text().also(versions(story));
  }

  /** Other versions of a story, which are not in this edition. */
  List<Version> versions(Story story) {
    return edition.entries().stream()
        .filter(entry -> entry.story().id().equals(story.id()))
        .findFirst()
        .map(Edition.Entry::versions)
        .orElse(List.of());
  }

  /** Where a version is. */
  String address(Version version) {
    return site + Addresses.encode(version.path());
  }

  /** What the story says in short; of one that was corrected, first how. */
  String summary(Story story) {
    return text().summary(story);
  }

  String absolute(String address) {
    return text().absolute(address);
  }

  private FullText text() {
    return new FullText(masthead, site, corrections);
  }
}
