package courant.search;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicStemFilter;
import org.apache.lucene.analysis.bg.BulgarianStemFilter;
import org.apache.lucene.analysis.bn.BengaliNormalizationFilter;
import org.apache.lucene.analysis.bn.BengaliStemFilter;
import org.apache.lucene.analysis.ckb.SoraniNormalizationFilter;
import org.apache.lucene.analysis.ckb.SoraniStemFilter;
import org.apache.lucene.analysis.cz.CzechStemFilter;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.el.GreekStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.fa.PersianStemFilter;
import org.apache.lucene.analysis.fi.FinnishLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.gl.GalicianStemFilter;
import org.apache.lucene.analysis.hi.HindiNormalizationFilter;
import org.apache.lucene.analysis.hi.HindiStemFilter;
import org.apache.lucene.analysis.hu.HungarianLightStemFilter;
import org.apache.lucene.analysis.id.IndonesianStemFilter;
import org.apache.lucene.analysis.in.IndicNormalizationFilter;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.lv.LatvianStemFilter;
import org.apache.lucene.analysis.miscellaneous.ConditionalTokenFilter;
import org.apache.lucene.analysis.miscellaneous.KeywordRepeatFilter;
import org.apache.lucene.analysis.no.NorwegianLightStemFilter;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.ro.RomanianNormalizationFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.sr.SerbianNormalizationFilter;
import org.apache.lucene.analysis.sv.SwedishLightStemFilter;
import org.apache.lucene.analysis.te.TeluguNormalizationFilter;
import org.apache.lucene.analysis.te.TeluguStemFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.KeywordAttribute;
import org.apache.lucene.analysis.tr.ApostropheFilter;
import org.jspecify.annotations.Nullable;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.ArmenianStemmer;
import org.tartarus.snowball.ext.BasqueStemmer;
import org.tartarus.snowball.ext.CatalanStemmer;
import org.tartarus.snowball.ext.DanishStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EstonianStemmer;
import org.tartarus.snowball.ext.IrishStemmer;
import org.tartarus.snowball.ext.LithuanianStemmer;
import org.tartarus.snowball.ext.NepaliStemmer;
import org.tartarus.snowball.ext.RomanianStemmer;
import org.tartarus.snowball.ext.RussianStemmer;
import org.tartarus.snowball.ext.SerbianStemmer;
import org.tartarus.snowball.ext.TamilStemmer;
import org.tartarus.snowball.ext.TurkishStemmer;
import org.tartarus.snowball.ext.YiddishStemmer;

/**
 * The stemmer of each language. A stem is marked with its language, {@code ␁en:run}, since the same
 * letters mean other things in other languages; no word that is not a stem begins with the mark.
 */
final class Stems {
  static final char MARK = '\u0001';

  private Stems() {}

  /** What stems a language, given as ISO 639 code; empty if nothing does. */
  static Optional<UnaryOperator<TokenStream>> of(String language) {
    @Nullable UnaryOperator<TokenStream> stemmer =
        switch (language) {
          case "ar" -> ArabicStemFilter::new;
          case "bg" -> BulgarianStemFilter::new;
          case "bn" ->
              in ->
                  new BengaliStemFilter(
                      stemsOnly(
                          in,
                          all ->
                              new BengaliNormalizationFilter(new IndicNormalizationFilter(all))));
          case "ca" -> snowball(CatalanStemmer::new);
          case "ckb" -> in -> new SoraniStemFilter(stemsOnly(in, SoraniNormalizationFilter::new));
          case "cs", "sk" -> CzechStemFilter::new;
          case "da" -> snowball(DanishStemmer::new);
          case "de" ->
              in -> new GermanLightStemFilter(stemsOnly(in, GermanNormalizationFilter::new));
          case "el" -> GreekStemFilter::new;
          case "en" -> PorterStemFilter::new;
          case "es" -> SpanishLightStemFilter::new;
          case "et" -> snowball(EstonianStemmer::new);
          case "eu" -> snowball(BasqueStemmer::new);
          case "fa" -> PersianStemFilter::new;
          case "fi" -> FinnishLightStemFilter::new;
          case "fr" -> FrenchLightStemFilter::new;
          case "ga" -> snowball(IrishStemmer::new);
          case "gl" -> GalicianStemFilter::new;
          case "hi" ->
              in ->
                  new HindiStemFilter(
                      stemsOnly(
                          in,
                          all -> new HindiNormalizationFilter(new IndicNormalizationFilter(all))));
          case "hu" -> HungarianLightStemFilter::new;
          case "hy" -> snowball(ArmenianStemmer::new);
          case "id", "ms" -> IndonesianStemFilter::new;
          case "it" -> ItalianLightStemFilter::new;
          case "lt" -> snowball(LithuanianStemmer::new);
          case "lv" -> LatvianStemFilter::new;
          case "ne" -> snowball(NepaliStemmer::new);
          case "nl" -> snowball(DutchStemmer::new);
          case "no", "nb", "nn" -> NorwegianLightStemFilter::new;
          case "pt" -> PortugueseLightStemFilter::new;
          case "ro" ->
              in ->
                  new SnowballFilter(
                      stemsOnly(in, RomanianNormalizationFilter::new), new RomanianStemmer());
          case "ru" -> snowball(RussianStemmer::new);
          case "sr" ->
              in ->
                  new SnowballFilter(
                      stemsOnly(in, SerbianNormalizationFilter::new), new SerbianStemmer());
          case "sv" -> SwedishLightStemFilter::new;
          case "ta" -> snowball(TamilStemmer::new);
          case "te" -> in -> new TeluguStemFilter(stemsOnly(in, TeluguNormalizationFilter::new));
          case "tr" ->
              in -> new SnowballFilter(stemsOnly(in, ApostropheFilter::new), new TurkishStemmer());
          case "yi" -> snowball(YiddishStemmer::new);
          default -> null;
        };
    return Optional.ofNullable(stemmer);
  }

  /** Each word and, at the same position, its marked stem. */
  static TokenStream beside(
      TokenStream words, String language, UnaryOperator<TokenStream> stemmer) {
    return new Mark(stemmer.apply(new KeywordRepeatFilter(words)), MARK + language + ':');
  }

  private static UnaryOperator<TokenStream> snowball(Supplier<SnowballStemmer> stemmer) {
    return in -> new SnowballFilter(in, stemmer.get());
  }

  /** Keeps a filter that would touch every token from the words themselves. */
  private static TokenStream stemsOnly(TokenStream in, UnaryOperator<TokenStream> filter) {
    return new ConditionalTokenFilter(in, filter) {
      private final KeywordAttribute keyword = addAttribute(KeywordAttribute.class);

      @Override
      protected boolean shouldFilter() {
        return !keyword.isKeyword();
      }
    };
  }

  /** Words pass as keywords, stems do not. */
  private static final class Mark extends TokenFilter {
    private final KeywordAttribute keyword = addAttribute(KeywordAttribute.class);
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final String mark;

    Mark(TokenStream in, String mark) {
      super(in);
      this.mark = mark;
    }

    @Override
    public boolean incrementToken() throws IOException {
      if (!input.incrementToken()) {
        return false;
      }
      if (!keyword.isKeyword()) {
        String stem = term.toString();
        term.setEmpty().append(mark).append(stem);
      }
      return true;
    }
  }
}
