package courant.syndication.intake;

import courant.platform.db.Database;
import courant.platform.job.Facts;
import courant.source.Source;
import courant.story.StoryId;
import courant.syndication.article.ReadPages;
import courant.syndication.change.HearChange;
import courant.syndication.change.PartnerChange.Sign;
import courant.syndication.feed.Entry;
import courant.syndication.feed.Feed;
import courant.syndication.fetch.Trouble;
import courant.syndication.intake.KnownItems.Known;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes in what is new of a partner's entries, whatever they came by, and tells of what has
 * changed. Blocks where pages are fetched.
 */
public final class TakeEntries {
  private static final int MOST_TOGETHER = 1_000;

  private final Database database;
  private final Facts facts;
  private final KnownItems known;
  private final TakeItem takeItem;
  private final ReadPages pages;
  private final HearChange hear;

  TakeEntries(
      Database database,
      Facts facts,
      KnownItems known,
      TakeItem takeItem,
      ReadPages pages,
      HearChange hear) {
    this.database = database;
    this.facts = facts;
    this.known = known;
    this.takeItem = takeItem;
    this.pages = pages;
    this.hear = hear;
  }

  /**
   * What became of the entries.
   *
   * @param stories new ones
   * @param later how many are left for the next time, since too many pages were to be read
   * @param missed how many have changed, but could not be read from their pages as before: there is
   *     no hurry with these
   * @param trouble what went wrong with pages or ids, if anything did
   */
  public record Taken(int stories, int later, int missed, Optional<Trouble> trouble) {
    /** Whether there is nothing to come back for before something changes. */
    public boolean isAll() {
      return later == 0 && missed == 0;
    }
  }

  /**
   * Takes entries, the last first, so that the newest item is the newest story.
   *
   * @param scope a number of the feed's, or of whatever else they came by
   */
  public Taken take(Source source, Intake intake, long scope, List<Entry> entries) {
    List<Item> items =
        entries.reversed().stream()
            .filter(entry -> entry.isUsable() || entry.isPageOnly())
            .map(entry -> Item.of(entry, scope))
            .toList();
    List<String> names = items.stream().flatMap(item -> item.names().stream()).toList();
    Map<String, Known> before = database.read(handle -> known.among(handle, source.id(), names));
    Set<Item> history = passOver(source, items, before);
    ReadPages.Reading reading = pages.of(source);
    int stories = 0;
    int later = 0;
    int renamed = 0;
    List<Changed> changed = new ArrayList<>();
    for (Item item : items) {
      Optional<Known> came = KnownItems.find(before, item);
      if (came.isPresent()) {
        renamed += item.isRenamed(before) ? 1 : 0;
        Changed.of(item, came.get()).ifPresent(changed::add);
      } else if (history.contains(item)) {
        continue;
      } else if (item.entry().isPageOnly()) {
        later += reading.isTired(item.entry()) ? 1 : 0;
        stories += reading.isTired(item.entry()) ? 0 : ofPage(source, intake, item, reading);
      } else if (!intake.refuses(item.entry())) {
        if (reading.isTired(item.entry())) {
          later++;
        } else {
          stories += fresh(source, intake, item, reading.whole(item.entry())) ? 1 : 0;
        }
      }
    }
    Left left = again(source, changed, reading);
    Optional<Trouble> trouble = renamed(renamed);
    return new Taken(
        stories, later + left.later(), left.missed(), reading.trouble().or(() -> trouble));
  }

  /** A page without a headline, or that cannot be had now, is looked at another time. */
  private int ofPage(Source source, Intake intake, Item item, ReadPages.Reading reading) {
    Entry whole = reading.whole(item.entry());
    return !whole.title().isBlank() && fresh(source, intake, item, whole) ? 1 : 0;
  }

  /** Remembers a sitemap's old pages, so that none of them is fetched. */
  private Set<Item> passOver(Source source, List<Item> items, Map<String, Known> before) {
    List<Item> history =
        items.stream()
            .filter(item -> item.entry().isPageOnly())
            .filter(item -> KnownItems.find(before, item).isEmpty())
            .filter(item -> takeItem.isHistory(item.entry(), before.isEmpty()))
            .toList();
    for (int from = 0; from < history.size(); from += MOST_TOGETHER) {
      List<Item> some = history.subList(from, Math.min(history.size(), from + MOST_TOGETHER));
      database.change(handle -> some.forEach(item -> known.leaveOut(handle, source.id(), item)));
    }
    return Set.copyOf(history);
  }

  private static Optional<Trouble> renamed(int entries) {
    return entries == 0
        ? Optional.empty()
        : Optional.of(
            new Trouble(
                Trouble.Kind.FAULTY,
                "gives entries a new id and a new address each time (" + entries + ")"));
  }

  /** Tells of entries that the partner took back. */
  public void withdraw(Source source, long scope, List<Feed.Withdrawn> gone) {
    List<String> names = gone.stream().map(one -> Item.name(one.id(), scope)).toList();
    Map<String, Known> before = database.read(handle -> known.among(handle, source.id(), names));
    boolean few = gone.size() <= HearChange.MOST_WITHDRAWN;
    for (Feed.Withdrawn one : gone) {
      Optional.ofNullable(before.get(Item.name(one.id(), scope)))
          .flatMap(Known::story)
          .ifPresent(
              story ->
                  facts.write(
                      telling -> {
                        hear.withdrawn(telling, source, Sign.TOMBSTONE, story, one.comment(), few);
                        return true;
                      }));
    }
  }

  /** A page that was read for nothing is not read again. */
  private boolean fresh(Source source, Intake intake, Item item, Entry whole) {
    boolean read = whole != item.entry();
    boolean admitted = intake.admits(whole, () -> takeItem.language(source, whole));
    if (!admitted && !read) {
      return false;
    }
    if (!admitted || !intake.isLongEnough(whole)) {
      database.change(handle -> known.leaveOut(handle, source.id(), item));
      return false;
    }
    TakeItem.Offer offer = takeItem.read(source, intake, item.told(whole));
    return facts.write(telling -> takeItem.take(telling, source, offer).isPresent());
  }

  /** A story's entry that says something else than what is known of it. */
  private record Changed(Item item, StoryId story, boolean seenBefore) {
    static Optional<Changed> of(Item item, Known came) {
      return came.story()
          .filter(_ -> !came.print().equals(item.print()))
          .map(story -> new Changed(item, story, !came.print().isEmpty()));
    }
  }

  private enum Became {
    KNOWN,
    LATER,
    MISSED
  }

  private record Left(int later, int missed) {}

  /**
   * What is new goes before this, for which pages that cannot be had may take all that are fetched.
   * While none of those that were tried is to be had, there is no hurry with the others either.
   */
  private Left again(Source source, List<Changed> changed, ReadPages.Reading reading) {
    if (changed.size() > ReadPages.MOST) {
      Collections.shuffle(changed); // so that no others wait for the same ones each time
    }
    Map<Became, Integer> became = new EnumMap<>(Became.class);
    changed.forEach(one -> became.merge(again(source, one, reading), 1, Integer::sum));
    int later = became.getOrDefault(Became.LATER, 0);
    int missed = became.getOrDefault(Became.MISSED, 0);
    return missed > 0 && !became.containsKey(Became.KNOWN)
        ? new Left(0, missed + later)
        : new Left(later, missed);
  }

  /**
   * Of what was never looked at for changes, only what it says now is kept. A story with the text
   * of its page is left alone, and not known to have changed, while that cannot be had: a summary
   * must not stand in its place.
   */
  private Became again(Source source, Changed one, ReadPages.Reading reading) {
    Item item = one.item();
    if (one.seenBefore() && reading.isTired(item.entry())) {
      return Became.LATER;
    }
    Entry entry = one.seenBefore() ? reading.whole(item.entry()) : item.entry();
    boolean bare = entry == item.entry() && reading.isWanted(entry);
    if (one.seenBefore() && bare && isFromPage(one.story())) {
      return Became.MISSED;
    }
    String body = one.seenBefore() ? takeItem.body(source, entry) : "";
    return facts.write(
        telling -> {
          known.remember(telling.handle(), source.id(), item, one.story());
          if (one.seenBefore()) {
            hear.rewritten(
                telling, source, item.scope(), Sign.ENTRY, one.story(), entry.title(), body, "");
          }
          return Became.KNOWN;
        });
  }

  private boolean isFromPage(StoryId story) {
    return database.read(handle -> hear.isFromPage(handle, story));
  }
}
