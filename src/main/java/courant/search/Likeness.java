package courant.search;

import courant.search.SearchQuery.Name;
import courant.story.StoryId;
import java.io.IOException;
import java.io.StringReader;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.queries.mlt.MoreLikeThis;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** What sets a story apart: its topics, the rarer the more, and its telling words. */
final class Likeness {
  private static final int MOST_WORDS = 20;

  /** Words of more stories than this tell nothing. */
  private static final int COMMON_PERCENT = 15;

  /** Unless there are hardly any stories. */
  private static final int FEW = 10;

  private static final String TOPIC = StoryField.whole(Name.TOPIC);

  private final IndexSearcher searcher;

  Likeness(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  Query of(StoryId story, int document) throws IOException {
    Document stored =
        searcher
            .storedFields()
            .document(
                document, Set.of(StoryField.HEADLINE, StoryField.BODY, TOPIC, StoryField.STEMMED));
    MoreLikeThis telling = new MoreLikeThis(searcher.getIndexReader());
    telling.setAnalyzer(Wording.of(stored.get(StoryField.STEMMED)));
    telling.setMinTermFreq(1);
    telling.setMinDocFreq(2);
    telling.setMaxDocFreq(
        Math.max(FEW, searcher.getIndexReader().numDocs() / 100 * COMMON_PERCENT));
    telling.setMaxQueryTerms(MOST_WORDS);
    telling.setBoost(true);
    String text = stored.get(StoryField.HEADLINE) + " " + stored.get(StoryField.BODY);
    BooleanQuery.Builder alike = new BooleanQuery.Builder();
    alike.add(telling.like(StoryField.TEXT, new StringReader(text)), Occur.SHOULD);
    return alike.add(new TermQuery(StoryDocument.key(story.value())), Occur.MUST_NOT).build();
  }
}
