package courant.topic;

import java.util.Arrays;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Finds up to millions of phrases in a text at once. Only 64-bit hashes of the phrases' words are
 * kept, some 27 bytes a phrase: with a million phrases the chance that a story meets a wrong one is
 * below one in a thousand million.
 *
 * <p>Words are compared folded (case, diacritics, Arabic article); the longest phrase at a place
 * wins, and what it covers is not looked at again. How a phrase is written says how it must be met:
 *
 * <ul>
 *   <li>in small letters ("oil price"): in any case;
 *   <li>with capitals ("Turkey", "Ludwig van Beethoven"): with at least as many capitals;
 *   <li>as an acronym ("US", "WHO"): in capitals, and where everything around is in capitals only
 *       with full stops or from four letters on; from four letters on also as "Nato".
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class PhraseMatcher {
  /** The most words in a phrase. */
  public static final int MAX_WORDS = 24;

  private static final int LENGTHS = 1 << 20;
  private static final int NONE = -1;
  private static final byte ACRONYM = 100;
  private static final byte REMOVED = -128;

  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  /** The most words of any phrase beginning with a word, by the word's hash. */
  private final byte[] longest = new byte[LENGTHS];

  /** The phrases' hashes, open addressing; 0 is an empty slot. */
  private long[] keys = new long[1024];

  private int[] numbers = new int[1024];

  /** By number: how many capitals it takes, or {@link #ACRONYM}; {@link #REMOVED} is added. */
  private byte[] demands = new byte[512];

  private int size;

  /** Told of each phrase found, from the beginning of the text to its end. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * A phrase was found.
     *
     * @param phrase its number
     * @param start where it begins, in UTF-16 code units
     * @param end where it ends, without any possessive
     */
    void found(int phrase, int start, int end);
  }

  /** Told of each phrase found, by words. */
  @FunctionalInterface
  interface WordVisitor {
    void found(int phrase, int firstWord, int endWord, int start);
  }

  /**
   * Adds a phrase in constant time.
   *
   * @return its number: consecutive from 0, and the same for the same phrase, also once removed
   * @throws IllegalArgumentException if it has no words or more than {@link #MAX_WORDS}
   */
  public int add(String phrase) {
    Words words = Words.of(phrase);
    if (!accepts(words)) {
      throw new IllegalArgumentException("a phrase has 1 to " + MAX_WORDS + " words: " + phrase);
    }
    lock.writeLock().lock();
    try {
      return add(words);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Whether {@link #add} would take the phrase. */
  public static boolean accepts(String phrase) {
    return accepts(Words.of(phrase));
  }

  private static boolean accepts(Words words) {
    return words.count() > 0 && words.count() <= MAX_WORDS;
  }

  private int add(Words words) {
    long key = key(words);
    byte demand = demand(words);
    int known = number(key, demand);
    if (known != NONE) {
      demands[known] = demand;
      return known;
    }
    if (size * 5L > keys.length * 3L) {
      grow();
    }
    if (size == demands.length) {
      demands = Arrays.copyOf(demands, size * 2);
    }
    put(key, size);
    demands[size] = demand;
    int first = (int) words.hash(0) & LENGTHS - 1;
    longest[first] = (byte) Math.max(longest[first], words.count());
    return size++;
  }

  /** Finds the phrase no more, until it is added again. Answers whether it was there. */
  public boolean remove(String phrase) {
    Words words = Words.of(phrase);
    lock.writeLock().lock();
    try {
      int number = words.count() == 0 ? NONE : number(key(words), demand(words));
      boolean there = number != NONE && demands[number] >= 0;
      if (there) {
        demands[number] |= REMOVED;
      }
      return there;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** How many numbers are given out. */
  public int size() {
    lock.readLock().lock();
    try {
      return size;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Finds the phrases in a text. The visitor may not change this matcher. */
  public void find(String text, Visitor visitor) {
    Words words = Words.of(text);
    find(words, (phrase, _, end, start) -> visitor.found(phrase, start, words.end(end - 1)));
  }

  void find(Words words, WordVisitor visitor) {
    lock.readLock().lock();
    try {
      for (int at = 0; at < words.count(); ) {
        at = words.is(at, Words.GLUED) ? at + 1 : findAt(words, at, visitor);
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  private int findAt(Words words, int at, WordVisitor visitor) {
    int end = longestAt(words, at, words.hash(at));
    if (end > at) {
      report(words, at, end, words.hash(at), words.start(at), visitor);
      return end;
    }
    if (words.is(at, Words.ARABIC)) {
      String folded = Folding.fold(words.surface(at));
      for (Proclitics.Reading reading : Proclitics.readings(folded)) {
        long hash = Words.hash(reading.bare());
        end = longestAt(words, at, hash);
        if (end > at) {
          report(words, at, end, hash, behind(words, at, reading.particles()), visitor);
          return end;
        }
      }
    }
    return at + 1;
  }

  /** Where the word begins behind so many letters, vowel signs not counted. */
  private static int behind(Words words, int word, int letters) {
    int at = words.start(word);
    for (int seen = 0; seen < letters || Folding.isSilent(words.text().charAt(at)); at++) {
      seen += Folding.isSilent(words.text().charAt(at)) ? 0 : 1;
    }
    return at;
  }

  private int longestAt(Words words, int at, long first) {
    int limit = Math.min(words.count(), at + longest[(int) first & LENGTHS - 1]);
    int best = at;
    long key = 0;
    for (int word = at; word < limit && (word == at || !words.is(word, Words.BREAK)); word++) {
      key = Words.join(key, word == at ? first : words.hash(word));
      for (int slot = slot(key); keys[slot] != 0; slot = slot + 1 & keys.length - 1) {
        if (keys[slot] == key && isMet(demands[numbers[slot]], words, at, word + 1)) {
          best = word + 1;
        }
      }
    }
    return best;
  }

  private void report(Words words, int at, int end, long first, int start, WordVisitor visitor) {
    long key = 0;
    for (int word = at; word < end; word++) {
      key = Words.join(key, word == at ? first : words.hash(word));
    }
    for (int slot = slot(key); keys[slot] != 0; slot = slot + 1 & keys.length - 1) {
      if (keys[slot] == key && isMet(demands[numbers[slot]], words, at, end)) {
        visitor.found(numbers[slot], at, end, start);
      }
    }
  }

  private static boolean isMet(byte demand, Words words, int from, int to) {
    if (demand < 0) {
      return false;
    }
    if (demand == ACRONYM) {
      return isAcronym(words, from, to);
    }
    int capitals = 0;
    for (int word = from; word < to; word++) {
      capitals += words.is(word, Words.CAPITAL) ? 1 : 0;
    }
    return capitals >= demand;
  }

  private static boolean isAcronym(Words words, int from, int to) {
    boolean isLong = words.end(to - 1) - words.start(from) > 3;
    for (int word = from; word < to; word++) {
      boolean upper =
          words.is(word, Words.UPPER) && (isLong || !words.is(word, Words.SHOUTED))
              || words.is(word, Words.DOTTED);
      boolean spoken = isLong && words.is(word, Words.CAPITAL) && !words.is(word, Words.BREAK);
      if (!upper && !spoken) {
        return false;
      }
    }
    return true;
  }

  private static byte demand(Words words) {
    int capitals = 0;
    boolean acronym = words.count() <= 2;
    for (int word = 0; word < words.count(); word++) {
      capitals += words.is(word, Words.CAPITAL) ? 1 : 0;
      int most = words.count() == 1 ? 6 : 3;
      acronym &=
          words.is(word, Words.DOTTED) && words.is(word, Words.CAPITAL)
              || words.is(word, Words.UPPER) && words.end(word) - words.start(word) <= most;
    }
    return acronym ? ACRONYM : (byte) capitals;
  }

  private static long key(Words words) {
    long key = 0;
    for (int word = 0; word < words.count(); word++) {
      key = Words.join(key, words.hash(word));
    }
    return key;
  }

  private int number(long key, byte demand) {
    for (int slot = slot(key); keys[slot] != 0; slot = slot + 1 & keys.length - 1) {
      if (keys[slot] == key && (demands[numbers[slot]] & ~REMOVED) == demand) {
        return numbers[slot];
      }
    }
    return NONE;
  }

  private int slot(long key) {
    return (int) (key >>> 32) & keys.length - 1;
  }

  private void put(long key, int number) {
    int slot = slot(key);
    while (keys[slot] != 0) {
      slot = slot + 1 & keys.length - 1;
    }
    keys[slot] = key;
    numbers[slot] = number;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldNumbers = numbers;
    keys = new long[oldKeys.length * 2];
    numbers = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        put(oldKeys[i], oldNumbers[i]);
      }
    }
  }
}
