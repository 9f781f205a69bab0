package courant.search;

import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryState.Published;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;

/**
 * The index of all published stories, in a folder of its own. It is never the truth: whoever opens
 * it brings it up to the log from {@link #place()} on, and all stories again if there is none.
 *
 * <p>Safe for many threads. One that finds the files damaged throws {@link UncheckedIOException},
 * and they are begun anew at the next opening.
 */
public final class StoryIndex implements Closeable {
  private final IndexFolder folder;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final InstantSource clock;

  private StoryIndex(IndexFolder folder, InstantSource clock) {
    this.folder = folder;
    this.writer = folder.writer();
    this.searchers = folder.searchers();
    this.clock = clock;
  }

  /**
   * Opens or begins the index. Files that are damaged or of another version are deleted.
   *
   * @param zone whose days and years date filters and facets mean
   * @throws UncheckedIOException if the folder cannot be written, or is open elsewhere
   */
  public static StoryIndex open(Path path, ZoneId zone, InstantSource clock) {
    try {
      return new StoryIndex(IndexFolder.open(path, zone), clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Up to which place of the log the files hold all; empty if all stories are to be put anew. */
  public OptionalLong place() {
    return folder.place();
  }

  /** Whose days and years date filters and facets mean. */
  public ZoneId zone() {
    return folder.zone();
  }

  /** Takes all stories out, to be put anew with the days of this zone. */
  public void beginAnew(ZoneId zone) {
    guarded(
        () -> {
          folder.beginAnew(zone);
          return zone;
        });
  }

  /**
   * Adds or replaces stories, and takes out those that are not published. Searches that begin after
   * it has returned see them.
   */
  public void put(Collection<Story> stories) {
    put(stories, Map.of());
  }

  /**
   * As {@link #put(Collection)}, of stories that are versions of one another.
   *
   * @param clusters a number that versions of one story have in common
   */
  public void put(Collection<Story> stories, Map<StoryId, Long> clusters) {
    guarded(
        () -> {
          write(stories, clusters);
          searchers.maybeRefreshBlocking();
          return stories;
        });
  }

  /** As {@link #put}, for very many: they need not be found before the next commit. */
  public void load(Collection<Story> stories, Map<StoryId, Long> clusters) {
    guarded(
        () -> {
          write(stories, clusters);
          return stories;
        });
  }

  private void write(Collection<Story> stories, Map<StoryId, Long> clusters) throws IOException {
    for (Story story : stories) {
      Term key = StoryDocument.key(story.id().value());
      if (story.state() instanceof Published published) {
        writer.updateDocument(
            key, StoryDocument.of(story, published, clusters.get(story.id()), folder.zone()));
      } else {
        writer.deleteDocuments(key);
      }
    }
  }

  /** Takes stories out. */
  public void remove(Collection<StoryId> stories) {
    guarded(
        () -> {
          for (StoryId story : stories) {
            writer.deleteDocuments(StoryDocument.key(story.value()));
          }
          searchers.maybeRefreshBlocking();
          return stories;
        });
  }

  /**
   * Makes all that was put durable.
   *
   * @param place up to which the log is in it
   */
  public void commit(long place) {
    guarded(
        () -> {
          folder.commit(place);
          searchers.maybeRefreshBlocking();
          return place;
        });
  }

  /**
   * Goes on in the log where nothing touches the index.
   *
   * @param place as with {@link #commit}; what an opening finds may be one before it
   */
  public void pass(long place) {
    guarded(
        () -> {
          folder.pass(place);
          return place;
        });
  }

  /** Another number whenever searches may find other stories. */
  public long version() {
    return searching(Searching::version);
  }

  /**
   * Finds stories.
   *
   * @param offset how many to skip, at most {@value Searching#DEEPEST}
   * @param limit how many to show, at most {@value Searching#LONGEST_PAGE}
   */
  public Found search(SearchQuery query, Order order, int offset, int limit) {
    return searching(it -> it.search(query, order, offset, limit));
  }

  /**
   * The newest a query finds, without looking into them.
   *
   * @param most at most {@value Searching#DEEPEST}
   */
  public List<Newest> newest(SearchQuery query, int most) {
    return searching(it -> it.newest(query, most));
  }

  /** Counts what a query finds by section, source and year. */
  public Facets facets(SearchQuery query) {
    return searching(it -> it.facets(query));
  }

  /** Stories on the same topics and in like words, the nearest first. */
  public List<StoryId> related(StoryId story, int most) {
    return searching(it -> it.related(story, most));
  }

  /** In how many stories a leaf's rarest word stands, about. */
  public long commonness(SearchQuery.Leaf leaf) {
    return searching(it -> it.commonness(leaf));
  }

  /** Forgets what was not committed: its place in the log is before it. */
  @Override
  public void close() {
    guarded(
        () -> {
          folder.close();
          return folder;
        });
  }

  private <T> T searching(Reading<Searching, T> reading) {
    return guarded(
        () -> {
          IndexSearcher searcher = searchers.acquire();
          try {
            return reading.read(new Searching(searcher, folder.zone(), clock.instant()));
          } finally {
            searchers.release(searcher);
          }
        });
  }

  private <T> T guarded(Action<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      folder.distrustAfter(e);
      throw new UncheckedIOException(e);
    } catch (UncheckedIOException e) {
      folder.distrustAfter(e);
      throw e;
    }
  }

  private interface Action<T> {
    T run() throws IOException;
  }

  private interface Reading<A, T> {
    T read(A from) throws IOException;
  }
}
