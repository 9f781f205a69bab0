package courant.desk.write;

import courant.search.Newest;
import courant.search.SearchQuery;
import courant.search.StoryIndex;
import courant.story.DeskList;
import courant.story.StoryId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds stories at the desk: published ones by words or language in the search index, which need
 * not read all of them; all else in the database. The newest always come first.
 */
public final class StoryFinder {
  private final DeskList list;
  private final StoryIndex index;

  public StoryFinder(DeskList list, StoryIndex index) {
    this.list = list;
    this.index = index;
  }

  /**
   * @param more whether there are others behind these
   */
  public record Page(List<DeskList.Row> rows, boolean more) {}

  /** Published stories by words; the newest of all without. */
  public List<DeskList.Row> published(String words, int most) {
    return find("published", Filter.saying(words), ZoneId.of("UTC"), 1, most).rows();
  }

  /**
   * A page of what is wanted.
   *
   * @param page counted from 1
   */
  Page find(String state, Filter filter, ZoneId zone, int page, int most) {
    int offset = (page - 1) * most;
    boolean byIndex = !filter.words().isEmpty() || !filter.language().isEmpty();
    if (!state.equals("published") || !byIndex) {
      List<DeskList.Row> rows = list.newest(state, filter.wanted(zone), offset, most + 1);
      return new Page(rows.stream().limit(most).toList(), rows.size() > most);
    }
    List<StoryId> found =
        index.newest(query(filter), offset + most + 1).stream()
            .skip(offset)
            .map(Newest::story)
            .toList();
    return new Page(list.published(found.stream().limit(most).toList()), found.size() > most);
  }

  private static SearchQuery query(Filter filter) {
    List<SearchQuery> parts = new ArrayList<>();
    if (!filter.words().isEmpty()) {
      parts.add(words(filter.words()));
    }
    named(parts, "section", filter.section());
    named(parts, "source", filter.source());
    named(parts, "author", filter.authorSlug());
    named(parts, "topic", filter.topicSlug());
    if (!filter.language().isEmpty()) {
      parts.add(SearchQuery.lenient("lang:" + filter.language()));
    }
    Optional<LocalDate> end = filter.until().map(day -> day.plusDays(1));
    if (filter.from().isPresent() || end.isPresent()) {
      parts.add(new SearchQuery.Dated(filter.from(), end));
    }
    return SearchQuery.all(parts);
  }

  /** The last word may not be typed out yet. */
  private static SearchQuery words(String typed) {
    boolean open = Character.isLetterOrDigit(typed.codePointBefore(typed.length()));
    return open
        ? SearchQuery.any(List.of(SearchQuery.lenient(typed), SearchQuery.lenient(typed + "*")))
        : SearchQuery.lenient(typed);
  }

  private static void named(List<SearchQuery> parts, String field, String slug) {
    if (!slug.isEmpty()) {
      parts.add(SearchQuery.lenient(field + ":\"" + slug.replace("\"", "") + "\""));
    }
  }
}
