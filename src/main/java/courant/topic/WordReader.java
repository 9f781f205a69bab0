package courant.topic;

/** Cuts a text into {@link Words}. */
final class WordReader {
  private enum Sign {
    OTHER,
    LETTER,
    DIGIT,
    SILENT,
    KATAKANA,
    SYLLABLE,
    ALONE
  }

  private static final Sign[] SIGNS = Sign.values();

  /** The sign of each character plus one, worked out when first met. */
  private static final byte[] KNOWN = new byte[Character.MAX_VALUE + 1];

  private static final String APOSTROPHES = "'’ʼ";

  /** What may stand between the words of one phrase, besides white space. */
  private static final String WITHIN_PHRASES = "-‐‑–'’ʼʻ,·・&/";

  private final String text;
  private final Words words;
  private final StringBuilder folded = new StringBuilder();
  private int at;
  private int lastEnd;

  WordReader(String text, Words words) {
    this.text = text;
    this.words = words;
  }

  void read() {
    while (at < text.length()) {
      switch (sign(at)) {
        case OTHER, SILENT -> at += width(at);
        case LETTER, DIGIT -> word();
        case KATAKANA -> run(Sign.KATAKANA);
        case SYLLABLE, ALONE -> single();
      }
    }
  }

  private void word() {
    int start = at;
    int dotted = dotted(start);
    if (dotted > start) {
      at = dotted;
      add(start, at, Words.DOTTED);
      return;
    }
    at = letters(start);
    while (joined(start)) {
      at = letters(at + 1);
    }
    if (at < text.length() && text.charAt(at) == '$') {
      at++;
    }
    int end = at;
    int possessive = possessive();
    add(start, end, possessive);
  }

  private int letters(int from) {
    int to = from;
    while (to < text.length() && isOfWord(sign(to))) {
      to += width(to);
    }
    return to;
  }

  private static boolean isOfWord(Sign sign) {
    return sign == Sign.LETTER || sign == Sign.DIGIT || sign == Sign.SILENT;
  }

  /** Whether the word goes on behind an apostrophe, as in Sana'a and unlike in l'Algérie. */
  private boolean joined(int start) {
    return at - start > 2
        && at + 1 < text.length()
        && APOSTROPHES.indexOf(text.charAt(at)) >= 0
        && sign(at + 1) == Sign.LETTER
        && !Character.isUpperCase(text.charAt(at + 1))
        && !isPossessive();
  }

  private boolean isPossessive() {
    return at + 1 < text.length()
        && APOSTROPHES.indexOf(text.charAt(at)) >= 0
        && (text.charAt(at + 1) | 0x20) == 's'
        && (at + 2 == text.length() || !isOfWord(sign(at + 2)));
  }

  private int possessive() {
    if (isPossessive()) {
      at += 2;
      return Words.POSSESSIVE;
    }
    boolean plural =
        at < text.length()
            && APOSTROPHES.indexOf(text.charAt(at)) >= 0
            && (text.charAt(at - 1) | 0x20) == 's'
            && at + 1 < text.length()
            && Character.isWhitespace(text.charAt(at + 1));
    return plural ? Words.POSSESSIVE : 0;
  }

  /** The end of an abbreviation such as U.S. that starts here, or its start if there is none. */
  private int dotted(int start) {
    int end = start;
    int letters = 0;
    while (end + 1 < text.length()
        && sign(end) == Sign.LETTER
        && text.charAt(end + 1) == '.'
        && Character.isBmpCodePoint(text.codePointAt(end))) {
      end += 2;
      letters++;
    }
    boolean lastWithoutStop =
        letters > 0
            && end < text.length()
            && Character.isUpperCase(text.charAt(end))
            && (end + 1 == text.length() || !isOfWord(sign(end + 1)));
    if (lastWithoutStop) {
      end++;
      letters++;
    }
    boolean whole = end == text.length() || !isOfWord(sign(end));
    return letters > 1 && whole ? end : start;
  }

  private void run(Sign sign) {
    int start = at;
    while (at < text.length() && (sign(at) == sign || sign(at) == Sign.SILENT)) {
      at += width(at);
    }
    add(start, at, 0);
  }

  private void single() {
    int start = at;
    Sign sign = sign(at);
    at += width(at);
    while (at < text.length() && isMark(text.charAt(at))) {
      at++;
    }
    boolean inGroup = sign == Sign.SYLLABLE && start == lastEnd && start > 0;
    add(start, at, inGroup ? Words.GLUED : 0);
  }

  private static boolean isMark(char letter) {
    int type = Character.getType(letter);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || Folding.isSilent(letter);
  }

  private void add(int start, int end, int shape) {
    folded.setLength(0);
    for (int i = start; i < end; i += width(i)) {
      int letter = text.codePointAt(i);
      if (letter != '.' && APOSTROPHES.indexOf(letter) < 0) {
        Folding.append(letter, folded);
      }
    }
    boolean arabic = Proclitics.isArabic(folded);
    long hash = Words.hash(arabic ? Proclitics.bare(folded.toString()) : folded);
    int all = shape | letterCase(start, end) | (isBreak(start) ? Words.BREAK : 0);
    words.add(start, end, hash, arabic ? all | Words.ARABIC : all);
    lastEnd = end;
  }

  private int letterCase(int start, int end) {
    int upper = 0;
    int lower = 0;
    for (int i = start; i < end; i++) {
      char letter = text.charAt(i);
      upper += Character.isUpperCase(letter) ? 1 : 0;
      lower += Character.isLowerCase(letter) ? 1 : 0;
    }
    char first = text.charAt(start);
    return (Character.isUpperCase(first) || Character.isTitleCase(first) ? Words.CAPITAL : 0)
        | (upper > 1 && lower == 0 ? Words.UPPER : 0)
        | (upper + lower > 0 ? Words.CASED : 0)
        | (Character.isDigit(first) ? Words.DIGIT : 0);
  }

  /** Whether no phrase can reach across what stands before this word. */
  private boolean isBreak(int start) {
    int lines = 0;
    for (int i = lastEnd; i < start; i++) {
      char letter = text.charAt(i);
      lines += letter == '\n' ? 1 : 0;
      boolean possessive = (letter | 0x20) == 's' && i > lastEnd;
      boolean within =
          Character.isWhitespace(letter)
              || letter == '\u00A0'
              || possessive
              || WITHIN_PHRASES.indexOf(letter) >= 0
              || letter == '.' && i == lastEnd && words.count() > 0 && isShort();
      boolean bullet = lines > 0 && !Character.isWhitespace(letter);
      if (!within || bullet || lines > 1) {
        return true;
      }
    }
    return words.count() == 0;
  }

  /** As in "St. Petersburg" or "EE. UU.": a full stop there ends no sentence. */
  private boolean isShort() {
    int last = words.count() - 1;
    return words.is(last, Words.CAPITAL) && words.end(last) - words.start(last) <= 3;
  }

  private int width(int index) {
    return Character.isHighSurrogate(text.charAt(index))
        ? Character.charCount(text.codePointAt(index))
        : 1;
  }

  private Sign sign(int index) {
    char letter = text.charAt(index);
    if (Character.isSurrogate(letter)) {
      return work(text.codePointAt(index));
    }
    byte known = KNOWN[letter];
    if (known == 0) {
      known = (byte) (work(letter).ordinal() + 1);
      KNOWN[letter] = known;
    }
    return SIGNS[known - 1];
  }

  private static Sign work(int letter) {
    if (Folding.isSilent(letter)) {
      return Sign.SILENT;
    }
    if (letter == 'ー') {
      return Sign.KATAKANA;
    }
    if (Character.isDigit(letter)) {
      return Sign.DIGIT;
    }
    int type = Character.getType(letter);
    boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    if (!Character.isLetter(letter) && !mark) {
      return Sign.OTHER;
    }
    return switch (Character.UnicodeScript.of(letter)) {
      case HAN, HIRAGANA, THAI, LAO, KHMER, MYANMAR -> Sign.ALONE;
      case KATAKANA -> Sign.KATAKANA;
      case HANGUL -> Sign.SYLLABLE;
      default -> Sign.LETTER;
    };
  }
}
