package courant.topic;

import java.text.Normalizer;
import java.util.Map;

/**
 * Letters as names are compared: without case, diacritics, tatweel, vowel signs or width. Arabic
 * letters that are written one for the other become one (alef with and without hamza, final ya and
 * alef maqsura, ta marbuta and ha, Persian kaf and ya).
 */
final class Folding {
  /** Letters that Unicode does not decompose but people do. */
  private static final Map<Integer, String> LOOSE =
      Map.ofEntries(
          Map.entry((int) 'ß', "ss"),
          Map.entry((int) 'æ', "ae"),
          Map.entry((int) 'œ', "oe"),
          Map.entry((int) 'þ', "th"),
          Map.entry((int) 'ð', "d"),
          Map.entry((int) 'đ', "d"),
          Map.entry((int) 'ø', "o"),
          Map.entry((int) 'ł', "l"),
          Map.entry((int) 'ħ', "h"),
          Map.entry((int) 'ı', "i"),
          Map.entry((int) 'ς', "σ"),
          Map.entry((int) 'ة', "ه"),
          Map.entry((int) 'ى', "ي"),
          Map.entry((int) 'ی', "ي"),
          Map.entry((int) 'ک', "ك"));

  private static final char UNKNOWN = 0;
  private static final char NOTHING = '\uFFFE';
  private static final char SEVERAL = '\uFFFF';

  /** What each character becomes, worked out when first met; racing threads write the same. */
  private static final char[] KNOWN = new char[Character.MAX_VALUE + 1];

  private Folding() {}

  /** The text folded, character by character; folding it again changes nothing. */
  static String fold(CharSequence text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); ) {
      int letter = Character.codePointAt(text, at);
      append(letter, folded);
      at += Character.charCount(letter);
    }
    return folded.toString();
  }

  /** Appends what one code point becomes. */
  static void append(int letter, StringBuilder folded) {
    char simple = letter <= Character.MAX_VALUE ? known(letter) : SEVERAL;
    switch (simple) {
      case NOTHING -> {}
      case SEVERAL -> folded.append(work(letter));
      default -> folded.append(simple);
    }
  }

  private static char known(int letter) {
    char known = KNOWN[letter];
    if (known == UNKNOWN) {
      String folded = work(letter);
      known =
          switch (folded.length()) {
            case 0 -> NOTHING;
            case 1 -> folded.charAt(0);
            default -> SEVERAL;
          };
      KNOWN[letter] = known;
    }
    return known;
  }

  private static String work(int letter) {
    String before = Character.toString(letter);
    String after = once(before);
    while (!after.isEmpty() && !after.equals(before)) {
      before = after;
      after = once(before);
    }
    return after;
  }

  private static String once(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    Normalizer.normalize(text, losesMarks(text) ? Normalizer.Form.NFKD : Normalizer.Form.NFKC)
        .codePoints()
        .filter(it -> !isSilent(it))
        .map(Character::toLowerCase)
        .forEach(
            it -> {
              String loose = LOOSE.get(it);
              if (loose == null) {
                folded.appendCodePoint(it);
              } else {
                folded.append(loose);
              }
            });
    return folded.toString();
  }

  /** Marks are dispensable in these scripts; in others (kana, Hangul, Indic) they are letters. */
  private static boolean losesMarks(String text) {
    return switch (Character.UnicodeScript.of(text.codePointAt(0))) {
      case LATIN, GREEK, CYRILLIC, ARABIC, HEBREW, COMMON -> true;
      default -> false;
    };
  }

  /** Diacritics, vowel signs, tatweel, joiners and marks of direction. */
  static boolean isSilent(int letter) {
    return letter >= 0x300 && letter <= 0x36F
        || letter >= 0x591 && letter <= 0x5C7
        || letter >= 0x610 && letter <= 0x61A
        || letter >= 0x64B && letter <= 0x65F
        || letter == 0x640
        || letter == 0x670
        || Character.getType(letter) == Character.FORMAT;
  }
}
