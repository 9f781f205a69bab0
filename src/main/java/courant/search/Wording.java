package courant.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicNormalizationFilter;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.core.DecimalDigitFilter;
import org.apache.lucene.analysis.el.GreekLowerCaseFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.fa.PersianNormalizationFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;
import org.apache.lucene.analysis.tr.TurkishLowerCaseFilter;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.jspecify.annotations.Nullable;

/**
 * How a text becomes terms. Every word gives a folded term, the same in all languages (case,
 * accents, width, digits, Arabic marks, elided articles and possessives do not count; CJK gives
 * pairs of characters), and at the same position, where the text's language has a stemmer, its
 * stem.
 */
final class Wording extends Analyzer {
  /** Between two values of a field, so that no phrase spans them. */
  static final int GAP = 100;

  private static final int CJK =
      CJKBigramFilter.HAN
          | CJKBigramFilter.HIRAGANA
          | CJKBigramFilter.KATAKANA
          | CJKBigramFilter.HANGUL;

  /** Requests run on threads of their own, where a cache per thread would only gather dust. */
  private static final ReuseStrategy ANEW =
      new ReuseStrategy() {
        @Override
        public @Nullable TokenStreamComponents getReusableComponents(
            Analyzer analyzer, String field) {
          return null;
        }

        @Override
        public void setReusableComponents(
            Analyzer analyzer, String field, TokenStreamComponents components) {}
      };

  /** Folded terms alone. */
  static final Wording PLAIN = new Wording("", Optional.empty());

  private static final Map<String, Wording> BY_LANGUAGE = new ConcurrentHashMap<>();

  private static final CharArraySet ELIDED =
      CharArraySet.unmodifiableSet(
          new CharArraySet(
              List.of(
                  "l", "d", "c", "j", "m", "n", "s", "t", "qu", "jusqu", "quoiqu", "lorsqu",
                  "puisqu", "all", "dall", "dell", "nell", "sull", "coll", "un", "quell"),
              false));

  private final String language;
  private final Optional<UnaryOperator<TokenStream>> stemmer;

  private Wording(String language, Optional<UnaryOperator<TokenStream>> stemmer) {
    super(ANEW);
    this.language = language;
    this.stemmer = stemmer;
  }

  /**
   * That of a language, or {@link #PLAIN} if there is no stemmer for it.
   *
   * @param tag BCP 47, of any case; only its first subtag counts
   */
  static Wording of(String tag) {
    String primary = Languages.primary(tag);
    Wording known = BY_LANGUAGE.get(primary);
    if (known != null) {
      return known;
    }
    Optional<UnaryOperator<TokenStream>> stemmer = Stems.of(primary);
    // Only languages with a stemmer are kept, so that made-up tags cannot fill the map.
    return stemmer.isEmpty()
        ? PLAIN
        : BY_LANGUAGE.computeIfAbsent(primary, code -> new Wording(code, stemmer));
  }

  /** ISO 639; empty if plain. */
  String language() {
    return language;
  }

  List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    try (TokenStream stream = tokenStream("", text)) {
      var term = stream.addAttribute(CharTermAttribute.class);
      var step = stream.addAttribute(PositionIncrementAttribute.class);
      var type = stream.addAttribute(TypeAttribute.class);
      int position = -1;
      for (stream.reset(); stream.incrementToken(); ) {
        position += step.getPositionIncrement();
        if (term.length() > 0) {
          boolean single = type.type().equals(CJKBigramFilter.SINGLE_TYPE);
          boolean pair = type.type().equals(CJKBigramFilter.DOUBLE_TYPE);
          tokens.add(new Token(term.toString(), position, single, pair));
        }
      }
      stream.end();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return tokens;
  }

  @Override
  public int getPositionIncrementGap(String field) {
    return GAP;
  }

  @Override
  protected TokenStreamComponents createComponents(String field) {
    StandardTokenizer words = new StandardTokenizer();
    TokenStream lower = new CJKWidthFilter(new WordParts(words));
    lower =
        language.equals("tr") || language.equals("az")
            ? new TurkishLowerCaseFilter(lower)
            : new GreekLowerCaseFilter(lower);
    TokenStream normal = new DecimalDigitFilter(lower);
    normal = new PersianNormalizationFilter(new ArabicNormalizationFilter(normal));
    normal = new ElisionFilter(new EnglishPossessiveFilter(normal), ELIDED);
    TokenStream pairs = new CJKBigramFilter(normal, CJK, true);
    TokenStream stems = stemmer.map(each -> Stems.beside(pairs, language, each)).orElse(pairs);
    return new TokenStreamComponents(words, new Unmarked(new ASCIIFoldingFilter(stems)));
  }
}
