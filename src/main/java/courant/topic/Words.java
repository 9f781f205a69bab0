package courant.topic;

import java.util.Arrays;

/**
 * A text's words with their places in it, their folded hashes and their shapes. What a word is:
 *
 * <ul>
 *   <li>a run of letters, digits and marks; a hyphen parts two words, as does an apostrophe after
 *       an elision (l'Algérie, N'Djamena) but not within a name (Sana'a); the possessive 's is left
 *       out;
 *   <li>letters with full stops between them are one word (U.S.);
 *   <li>where a script has no spaces (Han, Hiragana, Thai, Lao, Khmer, Burmese) each sign is a
 *       word, in Hangul each syllable, which knows whether it begins its group.
 * </ul>
 *
 * <p>Offsets are UTF-16 code units of the text.
 */
final class Words {
  static final int CAPITAL = 1;
  static final int UPPER = 2;
  static final int CASED = 4;
  static final int DIGIT = 8;
  static final int POSSESSIVE = 16;
  static final int BREAK = 32;
  static final int GLUED = 64;
  static final int ARABIC = 128;
  static final int DOTTED = 256;
  static final int SHOUTED = 512;

  private static final int ROOM = 128;

  private final String text;
  private int count;
  private int[] starts;
  private int[] ends;
  private long[] hashes;
  private int[] shapes;

  /** Many thousands of texts are but a name. */
  private Words(String text) {
    this.text = text;
    int room = Math.min(ROOM, text.length() / 4 + 2);
    starts = new int[room];
    ends = new int[room];
    hashes = new long[room];
    shapes = new int[room];
  }

  static Words of(String text) {
    Words words = new Words(text);
    new WordReader(text, words).read();
    words.hear();
    return words;
  }

  void add(int start, int end, long hash, int shape) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
      hashes = Arrays.copyOf(hashes, count * 2);
      shapes = Arrays.copyOf(shapes, count * 2);
    }
    starts[count] = start;
    ends[count] = end;
    hashes[count] = hash;
    shapes[count++] = shape;
  }

  /** Marks passages of three words and more that are all in capitals: there, capitals say less. */
  private void hear() {
    for (int from = 0, to; from < count; from = to) {
      int all = CASED | UPPER;
      int cased = 0;
      for (to = from; to < count && (to == from || !is(to, BREAK)); to++) {
        all &= is(to, CASED) ? shapes[to] : all;
        cased += is(to, CASED) ? 1 : 0;
      }
      for (int i = from; i < to && cased > 2 && (all & UPPER) != 0; i++) {
        shapes[i] |= SHOUTED;
      }
    }
  }

  String text() {
    return text;
  }

  int count() {
    return count;
  }

  int start(int word) {
    return starts[word];
  }

  /** Where the word ends, before any possessive. */
  int end(int word) {
    return ends[word];
  }

  long hash(int word) {
    return hashes[word];
  }

  /** Whether the word's shape has this mark, such as {@link #CAPITAL}. */
  boolean is(int word, int mark) {
    return (shapes[word] & mark) != 0;
  }

  String surface(int word) {
    return text.substring(starts[word], ends[word]);
  }

  /** What stands between this word and the one before it, any possessive included. */
  String gap(int word) {
    return text.substring(word == 0 ? 0 : ends[word - 1], starts[word]);
  }

  /** The hash of a word's folded letters. */
  static long hash(CharSequence folded) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < folded.length(); i++) {
      hash = (hash ^ folded.charAt(i)) * 0x100000001B3L;
    }
    return mix(hash);
  }

  /** The hash of a phrase that goes on with a further word; never 0. */
  static long join(long phrase, long word) {
    long joined = mix(phrase * 0x9E3779B97F4A7C15L + word);
    return joined == 0 ? 1 : joined;
  }

  private static long mix(long hash) {
    long mixed = (hash ^ hash >>> 33) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ mixed >>> 33;
  }
}
