package courant.search;

import courant.search.SearchQuery.Dated;
import courant.search.SearchQuery.InLanguage;
import courant.search.SearchQuery.Leaf;
import courant.search.SearchQuery.Named;
import courant.search.SearchQuery.Phrase;
import courant.search.SearchQuery.Prefix;
import courant.search.SearchQuery.Word;
import courant.story.StoryId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.util.BytesRef;

/** One look into the index as it is at an instant. */
final class Searching {
  /** Nobody turns more pages; more would cost memory for each. */
  static final int DEEPEST = 10_000;

  static final int LONGEST_PAGE = 100;

  /** Totals are counted so far; beyond it is said that there are more. */
  private static final int COUNTED = 10_000;

  /** A story of today gains this on one of long ago: less than a rare word, more than a common. */
  private static final float RECENCY = 1.5f;

  /** At this age half of it is left. */
  private static final Duration HALF = Duration.ofDays(120);

  private static final SortField NEWEST =
      LongField.newSortField(StoryField.PUBLISHED, true, SortedNumericSelector.Type.MAX);
  private static final SortField LAST_ADDED =
      new SortField(StoryField.ID, SortField.Type.LONG, true);

  private final IndexSearcher searcher;
  private final ZoneId zone;
  private final Instant now;

  Searching(IndexSearcher searcher, ZoneId zone, Instant now) {
    this.searcher = searcher;
    this.zone = zone;
    this.now = now;
  }

  Found search(SearchQuery query, Order order, int offset, int limit) throws IOException {
    int from = Math.clamp(offset, 0, DEEPEST);
    int to = from + Math.clamp(limit, 1, LONGEST_PAGE);
    OneOfEvent events = new OneOfEvent(searcher);
    int hidden = events.hidden(queries().matching(query));
    TopDocs top =
        switch (order) {
          case RELEVANCE ->
              top(
                  gentlyNewer(queries().ranked(query)),
                  to + hidden,
                  SortField.FIELD_SCORE,
                  NEWEST,
                  LAST_ADDED);
          case NEWEST -> top(queries().matching(query), to + hidden, NEWEST, LAST_ADDED);
        };
    long total = top.totalHits.value() - hidden;
    boolean exact = top.totalHits.relation() == TotalHits.Relation.EQUAL_TO;
    List<Hit> hits = new ArrayList<>();
    List<Integer> shown = events.first(top.scoreDocs);
    for (int document : shown.subList(Math.min(from, shown.size()), Math.min(to, shown.size()))) {
      hits.add(hit(query, document));
    }
    return new Found(total, exact, hits, total == 0 ? meant(query) : Optional.empty());
  }

  List<Newest> newest(SearchQuery query, int most) throws IOException {
    List<Newest> newest = new ArrayList<>();
    int wanted = Math.clamp(most, 1, DEEPEST);
    for (ScoreDoc hit : top(queries().matching(query), wanted, NEWEST, LAST_ADDED).scoreDocs) {
      Object published = ((FieldDoc) hit).fields[0];
      newest.add(new Newest(id(hit.doc), Instant.ofEpochMilli((Long) published)));
    }
    return newest;
  }

  Facets facets(SearchQuery query) throws IOException {
    return Facets.count(searcher, queries().matching(query));
  }

  List<StoryId> related(StoryId story, int most) throws IOException {
    TopDocs self = searcher.search(new TermQuery(StoryDocument.key(story.value())), 1);
    if (self.scoreDocs.length == 0) {
      return List.of();
    }
    Query alike = new Likeness(searcher).of(story, self.scoreDocs[0].doc);
    List<StoryId> related = new ArrayList<>();
    int wanted = Math.clamp(most, 1, LONGEST_PAGE);
    for (ScoreDoc hit :
        top(gentlyNewer(alike), wanted, SortField.FIELD_SCORE, NEWEST, LAST_ADDED).scoreDocs) {
      related.add(id(hit.doc));
    }
    return related;
  }

  long version() {
    return ((DirectoryReader) searcher.getIndexReader()).getVersion();
  }

  long commonness(Leaf leaf) throws IOException {
    IndexReader index = searcher.getIndexReader();
    return switch (leaf) {
      case Word _, Phrase _ -> rarest(StoryField.TEXT, Sequence.words(leaf.toString()));
      case Named(var name, String value, boolean whole) ->
          whole
              ? index.docFreq(new Term(StoryField.whole(name), StoryTerms.folded(value)))
              : rarest(StoryField.words(name), Sequence.words(value));
      case InLanguage(String tag) -> index.docFreq(new Term(StoryField.LANGUAGE, tag));
      case Prefix _, Dated _ -> index.numDocs();
    };
  }

  private long rarest(String field, Sequence words) throws IOException {
    long rarest = Long.MAX_VALUE;
    for (String term : words.terms()) {
      rarest = Math.min(rarest, searcher.getIndexReader().docFreq(new Term(field, term)));
    }
    return rarest;
  }

  private TopDocs top(Query query, int most, SortField... order) throws IOException {
    return searcher.search(
        query, new TopFieldCollectorManager(new Sort(order), most, null, COUNTED));
  }

  private Query gentlyNewer(Query query) {
    return new BooleanQuery.Builder()
        .add(query, Occur.MUST)
        .add(
            LongField.newDistanceFeatureQuery(
                StoryField.PUBLISHED, RECENCY, now.toEpochMilli(), HALF.toMillis()),
            Occur.SHOULD)
        .build();
  }

  private Hit hit(SearchQuery query, int document) throws IOException {
    Document stored =
        searcher
            .storedFields()
            .document(document, Set.of(StoryField.HEADLINE, StoryField.BODY, StoryField.STEMMED));
    String language = stored.get(StoryField.STEMMED);
    Query marks =
        new LuceneQueries(language.isEmpty() ? List.of() : List.of(language), zone).marks(query);
    Wording wording = Wording.of(language);
    return new Hit(
        id(document),
        Marks.whole(marks, wording, stored.get(StoryField.HEADLINE)),
        Marks.fragment(marks, wording, stored.get(StoryField.BODY)));
  }

  private Optional<SearchQuery> meant(SearchQuery query) throws IOException {
    SearchQuery corrected = new Spelling(searcher.getIndexReader()).corrected(query);
    return !corrected.equals(query) && searcher.count(queries().matching(corrected)) > 0
        ? Optional.of(corrected)
        : Optional.empty();
  }

  private LuceneQueries queries() throws IOException {
    return new LuceneQueries(languages(), zone);
  }

  /** Those of the stories here that have stems. */
  private List<String> languages() throws IOException {
    List<String> languages = new ArrayList<>();
    Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), StoryField.STEMMED);
    if (terms != null) {
      TermsEnum each = terms.iterator();
      for (BytesRef term = each.next(); term != null; term = each.next()) {
        if (term.length > 0) {
          languages.add(term.utf8ToString());
        }
      }
    }
    return languages;
  }

  private StoryId id(int document) throws IOException {
    IndexReader index = searcher.getIndexReader();
    LeafReaderContext segment = index.leaves().get(ReaderUtil.subIndex(document, index.leaves()));
    NumericDocValues ids = DocValues.getNumeric(segment.reader(), StoryField.ID);
    ids.advanceExact(document - segment.docBase);
    return new StoryId(ids.longValue());
  }
}
