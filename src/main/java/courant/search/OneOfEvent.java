package courant.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;

/** Of the versions of one story that a search finds, the first by its order. */
final class OneOfEvent {
  /** Versions that one search looks at; hardly any story has some. */
  private static final int MOST = 2_000;

  private final IndexSearcher searcher;

  OneOfEvent(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  /** How many that are found stand behind another version. */
  int hidden(Query query) throws IOException {
    Query versions =
        new BooleanQuery.Builder()
            .add(query, Occur.FILTER)
            .add(new FieldExistsQuery(StoryField.CLUSTER), Occur.FILTER)
            .build();
    TopDocs found = searcher.search(versions, MOST);
    return found.scoreDocs.length - first(found.scoreDocs).size();
  }

  /** Those that are shown, in their order. */
  List<Integer> first(ScoreDoc[] found) throws IOException {
    IndexReader index = searcher.getIndexReader();
    Set<Long> seen = new HashSet<>();
    List<Integer> first = new ArrayList<>(found.length);
    for (ScoreDoc one : found) {
      LeafReaderContext leaf = index.leaves().get(ReaderUtil.subIndex(one.doc, index.leaves()));
      NumericDocValues clusters = DocValues.getNumeric(leaf.reader(), StoryField.CLUSTER);
      if (!clusters.advanceExact(one.doc - leaf.docBase) || seen.add(clusters.longValue())) {
        first.add(one.doc);
      }
    }
    return first;
  }
}
