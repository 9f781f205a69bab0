package courant.search;

import courant.search.SearchQuery.Name;
import courant.story.Story;
import courant.story.StoryState.Published;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** A published story as the index keeps it. */
final class StoryDocument {
  private StoryDocument() {}

  static Term key(long id) {
    return new Term(StoryField.ID, Long.toString(id));
  }

  /**
   * Makes it.
   *
   * @param cluster what it has in common with its versions; null if it has none
   */
  static Document of(Story story, Published state, @Nullable Long cluster, ZoneId zone) {
    StoryText text = StoryText.of(story);
    Document document = new Document();
    document.add(new StringField(StoryField.ID, key(story.id().value()).text(), Field.Store.NO));
    document.add(new NumericDocValuesField(StoryField.ID, story.id().value()));
    if (cluster != null) {
      document.add(new NumericDocValuesField(StoryField.CLUSTER, cluster));
    }
    addTexts(document, text);
    addNames(document, story, text);
    addDates(document, state.published(), zone);
    for (String tag : Languages.prefixes(text.language())) {
      document.add(new StringField(StoryField.LANGUAGE, tag, Field.Store.NO));
    }
    String stemmed = text.wording().language();
    document.add(new StringField(StoryField.STEMMED, stemmed, Field.Store.YES));
    return document;
  }

  private static void addTexts(Document document, StoryText text) {
    Wording wording = text.wording();
    addAll(document, StoryField.TEXT, text.all(), wording);
    addAll(document, StoryField.HEADLINE, List.of(text.headline()), wording);
    addAll(document, StoryField.STANDFIRST, List.of(text.standfirst()), wording);
    addAll(document, StoryField.NAMES, text.named(), wording);
    document.add(new StoredField(StoryField.HEADLINE, text.headline()));
    document.add(new StoredField(StoryField.BODY, (text.standfirst() + " " + text.body()).strip()));
  }

  private static void addNames(Document document, Story story, StoryText text) {
    for (Name name : Name.values()) {
      addAll(document, StoryField.words(name), text.names(name), Wording.PLAIN);
      Field.Store stored = name == Name.TOPIC ? Field.Store.YES : Field.Store.NO;
      for (String value : text.names(name)) {
        document.add(new StringField(StoryField.whole(name), StoryTerms.folded(value), stored));
      }
    }
    story.section().ifPresent(it -> addSlug(document, Name.SECTION, it.slug().value()));
    story.origin().ifPresent(it -> addSlug(document, Name.SOURCE, it.source().slug().value()));
  }

  private static void addSlug(Document document, Name name, String slug) {
    document.add(new SortedDocValuesField(StoryField.slug(name), new BytesRef(slug)));
  }

  private static void addDates(Document document, Instant published, ZoneId zone) {
    document.add(new LongField(StoryField.PUBLISHED, published.toEpochMilli(), Field.Store.NO));
    String year = Integer.toString(published.atZone(zone).getYear());
    document.add(new SortedDocValuesField(StoryField.YEAR, new BytesRef(year)));
  }

  private static void addAll(
      Document document, String field, List<String> values, Wording wording) {
    for (String value : values) {
      document.add(new Worded(field, value, wording));
    }
  }

  /** A text in its own language, whatever analyzer the index has. */
  private static final class Worded extends Field {
    private final Wording wording;

    Worded(String name, String text, Wording wording) {
      super(name, text, TextField.TYPE_NOT_STORED);
      this.wording = wording;
    }

    @Override
    public TokenStream tokenStream(Analyzer analyzer, TokenStream reuse) {
      return wording.tokenStream(name(), stringValue());
    }
  }
}
