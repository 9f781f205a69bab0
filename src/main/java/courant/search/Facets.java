package courant.search;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/**
 * How many of the stories found are where.
 *
 * @param sections by slug
 * @param sources by slug
 * @param years by four digits, in the review's time zone
 */
public record Facets(
    Map<String, Integer> sections, Map<String, Integer> sources, Map<String, Integer> years) {

  static Facets count(IndexSearcher searcher, Query query) throws IOException {
    Counter sections = new Counter(StoryField.slug(SearchQuery.Name.SECTION));
    Counter sources = new Counter(StoryField.slug(SearchQuery.Name.SOURCE));
    Counter years = new Counter(StoryField.YEAR);
    searcher.search(
        query,
        new SimpleCollector() {
          @Override
          protected void doSetNextReader(LeafReaderContext segment) throws IOException {
            sections.enter(segment);
            sources.enter(segment);
            years.enter(segment);
          }

          @Override
          public void collect(int document) throws IOException {
            sections.add(document);
            sources.add(document);
            years.add(document);
          }

          @Override
          public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
          }
        });
    return new Facets(sections.finish(), sources.finish(), years.finish());
  }

  /** Counts ordinals, which are numbers of one segment, and names them when it is done. */
  private static final class Counter {
    private final String field;
    private final Map<String, Integer> counts = new TreeMap<>();
    private SortedDocValues values = DocValues.emptySorted();
    private int[] ordinals = new int[0];

    Counter(String field) {
      this.field = field;
    }

    void enter(LeafReaderContext segment) throws IOException {
      finish();
      values = DocValues.getSorted(segment.reader(), field);
      ordinals = new int[values.getValueCount()];
    }

    void add(int document) throws IOException {
      if (values.advanceExact(document)) {
        ordinals[values.ordValue()]++;
      }
    }

    Map<String, Integer> finish() throws IOException {
      for (int i = 0; i < ordinals.length; i++) {
        if (ordinals[i] > 0) {
          counts.merge(values.lookupOrd(i).utf8ToString(), ordinals[i], Integer::sum);
        }
      }
      ordinals = new int[0];
      return counts;
    }
  }
}
