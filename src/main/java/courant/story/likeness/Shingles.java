package courant.story.likeness;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Every run of four words that a text has, as a hash. Case, accents and punctuation do not count;
 * where a script puts no spaces between words, every character is one.
 */
final class Shingles {
  /** Fewer are chance: phrases that many texts have. */
  static final int LENGTH = 4;

  private static final Hasher64 HASH = Hashing.komihash5_0();

  private Shingles() {}

  /** Each once, in no order that means anything. */
  static long[] of(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    long[] words = new long[plain.length() / 2 + 1];
    int count = words(plain, words);
    long[] runs = new long[Math.max(0, count - LENGTH + 1)];
    for (int i = 0; i < runs.length; i++) {
      long run = words[i];
      for (int next = 1; next < LENGTH; next++) {
        run = HASH.hashLongLongToLong(run, words[i + next]);
      }
      runs[i] = run;
    }
    return Arrays.stream(runs).distinct().toArray();
  }

  private static int words(String plain, long[] words) {
    StringBuilder word = new StringBuilder();
    int count = 0;
    for (int at = 0; at <= plain.length(); ) {
      int c = at == plain.length() ? ' ' : plain.codePointAt(at);
      at += Character.charCount(c);
      if (Character.getType(c) == Character.NON_SPACING_MARK) {
        continue;
      }
      boolean whole = Character.isIdeographic(c);
      if (Character.isLetterOrDigit(c) && !whole) {
        word.appendCodePoint(c);
        continue;
      }
      if (!word.isEmpty() && count < words.length) {
        words[count++] = HASH.hashCharsToLong(word);
        word.setLength(0);
      }
      if (whole && count < words.length) {
        words[count++] = c;
      }
    }
    return count;
  }
}
