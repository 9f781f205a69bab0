package courant.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import courant.edition.OneOfEach;
import courant.edition.PersonalEditions;
import courant.follow.Follows;
import courant.masthead.Mastheads;
import courant.reader.ReaderId;
import courant.story.Listing;
import courant.story.Stories;
import courant.story.Story;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.roaringbitmap.RoaringBitmap;

/**
 * Finds to whom an issue goes, stretch by stretch of reader numbers, from who is subscribed at that
 * moment; nothing is written down per reader beforehand.
 */
public final class Recipients {
  private static final int MOST_STORIES = 500;

  /** Subscribers of one list among whom an issue's readers are. */
  private record Pool(MailList list, Pace pace, IntPredicate has) {}

  /**
   * Readers after a number.
   *
   * @param last up to which number these are all; {@link Integer#MAX_VALUE} if there are no more
   * @param nothing how many more are due, but have nothing in their edition
   */
  record Page(List<ReaderId> readers, int last, int nothing) {}

  private final Follows follows;
  private final OneOfEach oneOfEach;
  private final Stories stories;
  private final Mastheads mastheads;
  private final Letters letters;
  private final Cache<Long, PersonalEditions> editions =
      Caffeine.newBuilder().maximumSize(8).build();
  private final Cache<Long, List<Pool>> pools = Caffeine.newBuilder().maximumSize(64).build();

  public Recipients(
      Follows follows, OneOfEach oneOfEach, Stories stories, Mastheads mastheads, Letters letters) {
    this.follows = follows;
    this.oneOfEach = oneOfEach;
    this.stories = stories;
    this.mastheads = mastheads;
    this.letters = letters;
  }

  /** What is in each reader's own edition of a personal issue. */
  public PersonalEditions editions(Issue issue) {
    return editions.get(
        issue.id(),
        _ -> {
          Listing within =
              new Listing.Between(
                  issue.stretch().since().plusMillis(1), issue.stretch().until().plusMillis(1));
          List<Story> all = stories.published(within, 0, MOST_STORIES);
          return new PersonalEditions(follows, oneOfEach, all, mastheads.masthead().zone());
        });
  }

  /** Makes ready what {@link #after} needs; may take a while, and must not be done in a write. */
  void prepare(Issue issue) {
    follows.catchUp();
    var _ = pools.get(issue.id(), _ -> pools(issue));
    if (issue.personal()) {
      var _ = editions(issue);
    }
  }

  private List<Pool> pools(Issue issue) {
    if (issue.letter().isPresent()) {
      return List.of(new Pool(issue.list(), issue.pace(), letters.segment(issue.subject())));
    }
    if (issue.correction().isPresent()) {
      return List.of(); // found by who is owed it
    }
    if (issue.story().isEmpty()) {
      return List.of(new Pool(issue.list(), issue.pace(), _ -> true));
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
        .forEach(list -> pools.add(new Pool(list, Pace.ONCE, _ -> true)));
    RoaringBitmap audience = oneOfEach.audience(follows, story, mastheads.masthead().zone());
    pools.add(new Pool(MailList.FOLLOWS, Pace.ONCE, audience::contains));
    return pools;
  }

  /** Subscribers of an issue after a reader number. */
  Page after(Handle handle, Issue issue, int after, int most) {
    if (issue.correction().isPresent()) {
      List<Integer> owed = OwedCorrections.waiting(handle, issue, after, most);
      return page(issue, owed, owed.size() == most ? owed.getLast() : Integer.MAX_VALUE);
    }
    TreeMap<Integer, Boolean> found = new TreeMap<>();
    Map<Schedule, Boolean> due = new HashMap<>();
    int last = Integer.MAX_VALUE;
    for (Pool pool : pools.get(issue.id(), _ -> pools(issue))) {
      int[] seen = {0, 0};
      handle
          .createQuery(
              """
              select reader_id, zone, hour, weekday from subscription
              where kind = :kind and target = :target and pace = :pace and reader_id > :after
                and not exists (select 1 from suppression
                  where suppression.reader_id = subscription.reader_id and active = 1)
              order by reader_id limit :most
              """)
          .bind("kind", pool.list().kind().word())
          .bind("target", pool.list().target())
          .bind("pace", pool.pace().word())
          .bind("after", after)
          .bind("most", most)
          .map(
              (row, _) -> {
                int reader = row.getInt(1);
                boolean now =
                    pool.pace() == Pace.ONCE
                        || due.computeIfAbsent(
                            Subscriptions.schedule(row),
                            schedule -> schedule.has(issue.pace(), issue.stretch()));
                seen[0]++;
                seen[1] = reader;
                return now && pool.has().test(reader) ? reader : 0;
              })
          .forEach(reader -> found.put(reader, true));
      last = seen[0] == most ? Math.min(last, seen[1]) : last;
    }
    found.remove(0);
    return page(issue, List.copyOf(found.headMap(last, true).keySet()), last);
  }

  /** Whether a reader is among an issue's subscribers now. */
  boolean has(Handle handle, Issue issue, ReaderId reader) {
    return after(handle, issue, reader.value() - 1, 1).readers().contains(reader);
  }

  private Page page(Issue issue, List<Integer> numbers, int last) {
    List<ReaderId> due = numbers.stream().map(ReaderId::new).toList();
    if (!issue.personal()) {
      return new Page(due, last, 0);
    }
    PersonalEditions own = editions(issue);
    List<ReaderId> readers = due.stream().filter(own::hasAny).toList();
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
