package courant.topic;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A text read once for names: where sentences begin, which words stand in a credit, which known
 * names and titles begin where, and how words are written elsewhere in the text.
 */
final class Reading {
  private static final Pattern SENTENCE_END =
      Pattern.compile("[.!?…。！？][\"'”’»)\\]]*\\s|[.!?…。！？]$|[:;]\\s|\\n\\s*\\n");
  private static final Pattern DATELINE_END = Pattern.compile("^\\)?\\s+[-–—]+\\s+$");
  private static final Pattern OPENING_QUOTE = Pattern.compile("[\"“«„]\\s?$");

  /** After this, "(Reuters)" names who says so, not what the story is about. */
  private static final Pattern CREDIT =
      Pattern.compile("(?<=[.!?…\"”»)\\]])\\s+(\\((?:[^()\\n.!?]|\\.(?!\\s)){1,60}\\))");

  private static final Pattern DATELINE_CREDIT =
      Pattern.compile("(?m)^[^\\n]{0,60}?(\\([^()\\n]{1,40}\\))\\s+[-–—]+\\s");

  /** In a text that is wrapped to lines, a shorter one ends with its sentence. */
  private static final int SHORT_LINE = 45;

  /** In a text that is wrapped to lines, none is longer. */
  private static final int LONG_LINE = 120;

  private final Words words;
  private final Lexicon lexicon;
  private final String language;
  private final String[] folded;
  private final boolean wrapped;
  private final boolean[] opens;
  private final boolean[] parts;
  private final boolean[] credit;
  private final boolean[] loud;
  private final int[] knownEnd;
  private final int[] titleEnd;
  private final Set<String> inSmallLetters = new HashSet<>();
  private final Set<String> inCapitals = new HashSet<>();

  /**
   * @param said in which language the text is said to be, ISO 639, or empty
   */
  Reading(Words words, Lexicon lexicon, String said) {
    this.words = words;
    this.lexicon = lexicon;
    int count = words.count();
    this.folded =
        IntStream.range(0, count)
            .mapToObj(i -> Folding.fold(words.surface(i)))
            .toArray(String[]::new);
    this.wrapped = words.text().lines().noneMatch(it -> it.length() > LONG_LINE);
    this.opens = new boolean[count];
    this.parts = new boolean[count];
    this.credit = new boolean[count];
    this.loud = new boolean[count];
    this.knownEnd = new int[count];
    this.titleEnd = new int[count];
    this.language = lexicon.language(IntStream.range(0, count).mapToObj(i -> folded[i]), said);
    lexicon.titles().find(words, (_, first, end, _) -> titleEnd[first] = end);
    readGaps();
    readLoudness();
    readCase();
    markCredits(CREDIT);
    markCredits(DATELINE_CREDIT);
  }

  Words words() {
    return words;
  }

  int count() {
    return words.count();
  }

  /** The language of the text, or empty if it cannot be told. */
  String language() {
    return language;
  }

  String folded(int word) {
    return folded[word];
  }

  boolean is(int word, Lexicon.Role role) {
    return lexicon.is(folded[word], role);
  }

  boolean isCalendar(int word) {
    return isMonth(word) || lexicon.isDay(folded[word], language);
  }

  boolean isMonth(int word) {
    return lexicon.isMonth(folded[word], language);
  }

  boolean isFunctionWord(int word) {
    return lexicon.isFunctionWord(folded[word], language);
  }

  boolean isCapital(int word) {
    return words.is(word, Words.CAPITAL);
  }

  /** In small letters, so no name by itself. */
  boolean isSmall(int word) {
    return words.is(word, Words.CASED) && !words.is(word, Words.CAPITAL | Words.DIGIT);
  }

  /** Whether a sentence, quotation or line begins with this word: its capital says nothing. */
  boolean opens(int word) {
    return opens[word];
  }

  /** Whether no name reaches across what stands before this word. */
  boolean parts(int word) {
    return parts[word];
  }

  boolean isCredit(int word) {
    return credit[word];
  }

  /** Whether nearly all words around have capitals, as in some headlines. */
  boolean isLoud(int word) {
    return loud[word];
  }

  /** Notes that a known name begins at a word. */
  void know(int first, int end) {
    knownEnd[first] = end;
  }

  /** The word behind the known name that begins here, or 0. */
  int knownEnd(int word) {
    return knownEnd[word];
  }

  /** The word behind the title that begins here, or 0. */
  int titleEnd(int word) {
    return titleEnd[word];
  }

  boolean isSmallElsewhere(int word) {
    return inSmallLetters.contains(folded[word]);
  }

  boolean isCapitalElsewhere(int word) {
    return inCapitals.contains(folded[word]);
  }

  private void readGaps() {
    for (int word = 0; word < words.count(); word++) {
      String gap = words.gap(word);
      boolean abbreviated = word > 0 && gap.startsWith(".") && isAbbreviation(word - 1);
      boolean line = word > 0 && gap.indexOf('\n') >= 0 && isLineEnd(word, gap);
      boolean dotted = word > 0 && words.is(word - 1, Words.DOTTED);
      opens[word] =
          word == 0
              || line
              || OPENING_QUOTE.matcher(gap).find()
              || !abbreviated && SENTENCE_END.matcher(gap).find()
              || dotted && isCapital(word) && isFunctionWord(word);
      opens[word] |= word > 0 && DATELINE_END.matcher(gap).find() && isDateline(word);
      parts[word] = opens[word] || !abbreviated && !isPlain(gap, word);
    }
  }

  /** Whether a sentence begins here behind "TRIPOLI —" or "Tripoli (Agency) —". */
  private boolean isDateline(int word) {
    return words.is(word - 1, Words.UPPER) || words.gap(word).startsWith(")");
  }

  private boolean isLineEnd(int word, String gap) {
    if (!gap.isBlank() || gap.indexOf('\n') != gap.lastIndexOf('\n')) {
      return true;
    }
    int end = words.end(word - 1);
    int length = end - words.text().lastIndexOf('\n', end - 1);
    return !wrapped || length < SHORT_LINE;
  }

  private boolean isAbbreviation(int word) {
    return lexicon.is(folded[word], Lexicon.Role.ABBREVIATION)
        || words.end(word) - words.start(word) == 1 && isCapital(word);
  }

  private boolean isPlain(String gap, int word) {
    String between =
        word > 0 && words.is(word - 1, Words.POSSESSIVE) ? gap.replaceFirst("^['’ʼ]s?", "") : gap;
    return switch (between.strip()) {
      case "", "-", "‐", "‑", "'", "’", "ʼ", "&", "/", "·" -> true;
      default -> false;
    };
  }

  private void readLoudness() {
    for (int from = 0, to; from < words.count(); from = to) {
      int content = 0;
      int small = 0;
      for (to = from; to < words.count() && (to == from || !opens[to]); to++) {
        if (words.is(to, Words.CASED) && !isFunctionWord(to)) {
          content++;
          small += isSmall(to) ? 1 : 0;
        }
      }
      boolean allCapitals = content > 6 && small == 0;
      for (int word = from; word < to; word++) {
        loud[word] = allCapitals || words.is(word, Words.SHOUTED);
      }
    }
  }

  private void readCase() {
    for (int word = 0; word < words.count(); word++) {
      if (isSmall(word)) {
        inSmallLetters.add(folded[word]);
      } else if (isCapital(word) && !opens[word] && !loud[word] && standsForItself(word)) {
        inCapitals.add(folded[word]);
      }
    }
  }

  /** Not as part of more, unless as a surname: "Human" in "Human Rights Watch" says nothing. */
  private boolean standsForItself(int word) {
    boolean first = parts[word] || !isCapital(word - 1);
    int next = word + 1;
    boolean last = next == words.count() || parts[next] || !isCapital(next);
    boolean kind =
        is(word, Lexicon.Role.ORGANISATION)
            || is(word, Lexicon.Role.PLACE)
            || is(word, Lexicon.Role.EVENT)
            || is(word, Lexicon.Role.HAPPENING);
    return last && (first || !kind);
  }

  private void markCredits(Pattern pattern) {
    int word = 0;
    for (var found = pattern.matcher(words.text()); found.find(); ) {
      while (word < words.count() && words.start(word) < found.start(1)) {
        word++;
      }
      for (int i = word; i < words.count() && words.end(i) <= found.end(1); i++) {
        credit[i] = true;
      }
    }
  }
}
