package courant.search;

import courant.search.SearchQuery.And;
import courant.search.SearchQuery.Everything;
import courant.search.SearchQuery.Leaf;
import courant.search.SearchQuery.Not;
import courant.search.SearchQuery.Or;
import courant.search.SearchQuery.Phrase;
import courant.search.SearchQuery.Word;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.spell.DirectSpellChecker;
import org.apache.lucene.search.spell.SuggestMode;
import org.apache.lucene.search.spell.SuggestWord;

/** Puts a word that stories use in the place of each that none does. */
final class Spelling {
  /** Each costs some milliseconds. */
  private static final int MOST_WORDS = 6;

  private final DirectSpellChecker checker = new DirectSpellChecker();
  private final IndexReader index;
  private int left = MOST_WORDS;

  Spelling(IndexReader index) {
    this.index = index;
  }

  SearchQuery corrected(SearchQuery query) {
    return switch (query) {
      case And(var all) -> SearchQuery.all(all.stream().map(this::corrected).toList());
      case Or(var any) -> SearchQuery.any(any.stream().map(this::corrected).toList());
      case Word(String text) -> new Word(correctedWords(text));
      case Phrase(String text) -> new Phrase(correctedWords(text));
      case Not _, Everything _, Leaf _ -> query;
    };
  }

  private String correctedWords(String text) {
    Sequence words = Sequence.words(text);
    String corrected =
        words.terms().stream().map(this::correctedTerm).collect(Collectors.joining(" "));
    return corrected.equals(String.join(" ", words.terms())) ? text : corrected;
  }

  private String correctedTerm(String term) {
    if (left == 0) {
      return term;
    }
    left--;
    try {
      SuggestWord[] better =
          checker.suggestSimilar(
              new Term(StoryField.TEXT, term), 1, index, SuggestMode.SUGGEST_WHEN_NOT_IN_INDEX);
      return better.length == 0 ? term : better[0].string;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
