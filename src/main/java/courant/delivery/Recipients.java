package courant.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import courant.edition.Edition;
import courant.edition.OneOfEach;
import courant.edition.PersonalEditions;
import courant.follow.Follows;
import courant.follow.Share;
import courant.masthead.Mastheads;
import courant.platform.db.Database;
import courant.reader.ReaderId;
import courant.story.Listing;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.roaringbitmap.RoaringBitmap;

/**
 * Finds to whom an issue goes, stretch by stretch of reader numbers, from who is subscribed at that
 * moment; nothing is written down per reader beforehand. Whom a story concerns is found out for one
 * {@link Share} of the readers after the other.
 */
public final class Recipients {
  private static final int MOST_STORIES = 500;

  /**
   * Subscribers of one list among whom an issue's readers are.
   *
   * @param has who of them, given a share; all if that is not to be asked
   */
  private record Pool(MailList list, Pace pace, Function<Share, IntPredicate> has) {
    Pool(MailList list, Pace pace) {
      this(list, pace, _ -> _ -> true);
    }
  }

  /**
   * Readers after a number, all of one share.
   *
   * @param last up to which number these are all; {@link Integer#MAX_VALUE} if there are no more
   * @param nothing how many more are due, but have nothing in their edition
   */
  record Page(List<ReaderId> readers, int last, int nothing) {}

  /**
   * A subscriber of a list.
   *
   * @param due whether the issue is of the hour that the reader chose
   */
  private record Subscriber(int reader, boolean due) {}

  /** What was found out of an issue for a share of the readers. */
  private record Part(long issue, Share share) {}

  private final Follows follows;
  private final OneOfEach oneOfEach;
  private final Stories stories;
  private final Mastheads mastheads;
  private final Letters letters;
  private final Cache<Part, PersonalEditions> editions =
      Caffeine.newBuilder().maximumSize(8).build();
  private final Cache<Part, RoaringBitmap> audiences =
      Caffeine.newBuilder().maximumSize(64).build();
  private final Cache<Long, List<Pool>> pools = Caffeine.newBuilder().maximumSize(64).build();

  public Recipients(
      Follows follows, OneOfEach oneOfEach, Stories stories, Mastheads mastheads, Letters letters) {
    this.follows = follows;
    this.oneOfEach = oneOfEach;
    this.stories = stories;
    this.mastheads = mastheads;
    this.letters = letters;
  }

  /**
   * The edition of a personal issue that is one reader's own: of the stories that were chosen for
   * it those that are still out, as they read now.
   */
  public List<Edition.Entry> edition(Issue issue, ReaderId reader) {
    List<Edition.Entry> chosen = editions(issue, Share.of(reader)).of(reader);
    Map<StoryId, Story> out =
        stories.published(chosen.stream().map(entry -> entry.story().id()).toList()).stream()
            .collect(Collectors.toMap(Story::id, story -> story));
    return chosen.stream()
        .flatMap(
            entry ->
                Optional.ofNullable(out.get(entry.story().id())).stream()
                    .map(story -> new Edition.Entry(story, entry.reasons(), entry.versions())))
        .toList();
  }

  /** Whether {@link #edition} has anything in it. */
  public boolean hasAny(Issue issue, ReaderId reader) {
    return editions(issue, Share.of(reader))
        .stories(reader)
        .anyMatch(story -> !stories.published(List.of(story)).isEmpty());
  }

  private PersonalEditions editions(Issue issue, Share share) {
    return editions.get(
        new Part(issue.id(), share),
        _ -> {
          Listing within =
              new Listing.Between(
                  issue.stretch().since().plusMillis(1), issue.stretch().until().plusMillis(1));
          List<Story> all = stories.published(within, 0, MOST_STORIES);
          return new PersonalEditions(follows, oneOfEach, all, mastheads.masthead().zone(), share);
        });
  }

  /** In which share the first subscriber after a reader number is, if there are more. */
  Optional<Share> next(Database database, Issue issue, int after) {
    List<Pool> all = pools.get(issue.id(), _ -> pools(issue));
    return database.read(
        handle ->
            all.stream()
                .flatMap(
                    pool -> subscribers(handle, issue, pool, after, Integer.MAX_VALUE, 1).stream())
                .map(Subscriber::reader)
                .min(Comparator.naturalOrder())
                .map(number -> Share.of(new ReaderId(number))));
  }

  /**
   * Makes ready what {@link #among} needs for readers of a share; may take a while, and must not be
   * done in a write.
   */
  void prepare(Issue issue, Share share) {
    follows.catchUp();
    for (Pool pool : pools.get(issue.id(), _ -> pools(issue))) {
      var _ = pool.has().apply(share);
    }
    if (issue.personal()) {
      var _ = editions(issue, share);
    }
  }

  private List<Pool> pools(Issue issue) {
    if (issue.letter().isPresent()) {
      IntPredicate segment = letters.segment(issue.subject());
      return List.of(new Pool(issue.list(), issue.pace(), _ -> segment));
    }
    if (issue.correction().isPresent()) {
      return List.of(); // found by who is owed it
    }
    if (issue.story().isEmpty()) {
      return List.of(new Pool(issue.list(), issue.pace()));
    }
    List<Pool> pools = new ArrayList<>();
    List<Story> out = stories.published(List.of(issue.story().get()));
    if (out.isEmpty()) {
      return List.of(); // withdrawn meanwhile
    }
    Story story = out.getFirst();
    Set<MailList> served =
        oneOfEach.earlier(story).stream()
            .flatMap(version -> MailList.of(version).stream())
            .filter(list -> list.kind() != MailList.Kind.SOURCE)
            .collect(Collectors.toSet());
    MailList.of(story).stream()
        .filter(list -> !served.contains(list))
        .forEach(list -> pools.add(new Pool(list, Pace.ONCE)));
    pools.add(
        new Pool(MailList.FOLLOWS, Pace.ONCE, share -> audience(issue, story, share)::contains));
    return pools;
  }

  private RoaringBitmap audience(Issue issue, Story story, Share share) {
    return audiences.get(
        new Part(issue.id(), share),
        _ -> oneOfEach.audience(follows, story, mastheads.masthead().zone(), share));
  }

  /**
   * Recipients of an issue.
   *
   * @param after the number that is lower than theirs
   * @param last the highest number that is asked for
   * @param most so many subscribers are looked at
   */
  Page among(Handle handle, Issue issue, int after, int last, int most) {
    if (issue.correction().isPresent()) {
      List<Integer> owed = OwedCorrections.waiting(handle, issue, after, most);
      return page(issue, owed, owed.size() == most ? Math.min(last, owed.getLast()) : last);
    }
    Map<Pool, List<Subscriber>> found = new LinkedHashMap<>();
    for (Pool pool : pools.get(issue.id(), _ -> pools(issue))) {
      found.put(pool, subscribers(handle, issue, pool, after, last, most));
    }
    OptionalInt next =
        found.values().stream().flatMap(List::stream).mapToInt(Subscriber::reader).min();
    if (next.isEmpty()) {
      return new Page(List.of(), last, 0);
    }
    Share share = Share.of(new ReaderId(next.getAsInt()));
    int end =
        found.values().stream().mapToInt(some -> known(some, most, share, last)).min().orElse(last);
    SortedSet<Integer> due = new TreeSet<>();
    found.forEach(
        (pool, some) -> {
          IntPredicate has = pool.has().apply(share);
          some.stream()
              .filter(one -> one.due() && one.reader() <= end && has.test(one.reader()))
              .forEach(one -> due.add(one.reader()));
        });
    return page(issue, due, end);
  }

  /** Up to which number of a share all subscribers are known, if these are the first of them. */
  private static int known(List<Subscriber> some, int most, Share share, int last) {
    int reached = some.isEmpty() ? 0 : some.getLast().reader();
    int all = some.size() == most ? reached : last;
    return reached > share.last() ? Math.min(all, share.last()) : all;
  }

  /** Subscribers of a pool's list, by their numbers. */
  private static List<Subscriber> subscribers(
      Handle handle, Issue issue, Pool pool, int after, int last, int most) {
    Map<Schedule, Boolean> due = new HashMap<>();
    return handle
        .createQuery(
            """
            select reader_id, zone, hour, weekday from subscription
            where kind = :kind and target = :target and pace = :pace
              and reader_id > :after and reader_id <= :last
              and not exists (select 1 from suppression
                where suppression.reader_id = subscription.reader_id and active = 1)
            order by reader_id limit :most
            """)
        .bind("kind", pool.list().kind().word())
        .bind("target", pool.list().target())
        .bind("pace", pool.pace().word())
        .bind("after", after)
        .bind("last", last)
        .bind("most", most)
        .map(
            (row, _) ->
                new Subscriber(
                    row.getInt(1),
                    pool.pace() == Pace.ONCE
                        || due.computeIfAbsent(
                            Subscriptions.schedule(row),
                            schedule -> schedule.has(issue.pace(), issue.stretch()))))
        .list();
  }

  /** Whether a reader is among an issue's subscribers now. */
  boolean has(Handle handle, Issue issue, ReaderId reader) {
    return among(handle, issue, reader.value() - 1, reader.value(), 1).readers().contains(reader);
  }

  private Page page(Issue issue, Collection<Integer> numbers, int last) {
    List<ReaderId> due =
        numbers.stream().filter(number -> number <= last).map(ReaderId::new).toList();
    if (!issue.personal()) {
      return new Page(due, last, 0);
    }
    List<ReaderId> readers =
        due.stream().filter(one -> editions(issue, Share.of(one)).hasAny(one)).toList();
    return new Page(readers, last, due.size() - readers.size());
  }

  /** About how many will get it: those who subscribe, whatever is in it. */
  static int estimate(Handle handle, MailList list, Pace pace) {
    return handle
        .createQuery(
            "select count(*) from subscription where kind = :kind and target = :target and pace = :pace")
        .bind("kind", list.kind().word())
        .bind("target", list.target())
        .bind("pace", pace.word())
        .mapTo(Integer.class)
        .one();
  }
}
