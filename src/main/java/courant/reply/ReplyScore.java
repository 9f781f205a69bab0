package courant.reply;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How likely a reply is spam: logistic regression over what {@link Clues} finds in it, learned as
 * evidence comes in. Each clue's weight is a belief, a mean and how far it may be off; weights
 * written by hand are where beliefs begin. A decision moves most what is least certain, and by what
 * was not expected of it, so that common words settle and rare ones learn fast (online Laplace
 * approximation with a diagonal covariance). The score stays a probability: those at 0.75 and above
 * are expected to be spam in three of four cases at the least. Deterministic and offline.
 */
public final class ReplyScore {
  /** One thing found in a text, and by how much it moved the score: above 0 towards spam. */
  public record Word(String word, double weight) {}

  /**
   * @param score from 0, certainly a person's reply, to 1, certainly spam
   * @param words what weighed most, first
   */
  public record Scored(double score, List<Word> words) {
    public Verdict verdict() {
      return Verdict.of(score);
    }
  }

  /** What the desk has taught about one clue: by how much it moved, and how far it may be off. */
  record Belief(double shift, double variance) {
    private Belief moved(double by, double share) {
      return new Belief(shift + variance * by, variance * (1 - variance * share));
    }
  }

  /**
   * How far a weight may be off before there is evidence: for clues known beforehand, words,
   * phrases (which repeat what their words say) and the share of spam. Chosen by the likelihood of
   * decisions to come within the files learned from, see docs/figures.md.
   */
  private static final double KNOWN_VARIANCE = 0.3;

  private static final double WORD_VARIANCE = 0.1;
  private static final double PHRASE_VARIANCE = 0.03;
  private static final double BIAS_VARIANCE = 0.1;

  private static final int MOST_WORDS = 12;

  /** Far more words than any reply has that a person wrote. */
  private static final int MOST_CLUES = 2_000;

  private final UnaryOperator<String> key;
  private volatile Map<String, Belief> learned = new ConcurrentHashMap<>();

  /** One that knows what was written by hand, and keeps nothing. */
  public ReplyScore() {
    this(clue -> clue);
  }

  /**
   * @param key under what is kept what was learned about a clue
   */
  ReplyScore(UnaryOperator<String> key) {
    this.key = key;
  }

  public Scored score(String text) {
    List<Word> words = new ArrayList<>();
    Map<String, Belief> known = learned;
    double sum = 0;
    for (Map.Entry<String, String> each : clues(text).entrySet()) {
      String clue = each.getKey();
      double weight = weight(clue, belief(clue, known.get(each.getValue())));
      sum += weight;
      if (weight != 0 && !clue.equals(Prior.BIAS)) {
        words.add(new Word(clue, weight));
      }
    }
    words.sort(
        Comparator.comparingDouble((Word word) -> -Math.abs(word.weight()))
            .thenComparing(Word::word));
    return new Scored(
        logistic(sum), List.copyOf(words.subList(0, Math.min(MOST_WORDS, words.size()))));
  }

  /** What there is to learn from in a text: each clue, and its key. */
  Map<String, String> clues(String text) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put(Prior.BIAS, key.apply(Prior.BIAS));
    Clues.in(text).stream().limit(MOST_CLUES).forEach(clue -> keys.put(clue, key.apply(clue)));
    return keys;
  }

  /**
   * What is to be believed after one more decision; nothing is taken up yet.
   *
   * @param clues of the text that was decided about
   * @param known what was believed about them before, by key
   * @return what is believed now, by key
   */
  static Map<String, Belief> learn(
      Map<String, String> clues, Map<String, Belief> known, boolean spam) {
    double spread = 0;
    double sum = 0;
    Map<String, Belief> before = new HashMap<>();
    for (Map.Entry<String, String> each : clues.entrySet()) {
      Belief belief = belief(each.getKey(), known.get(each.getValue()));
      before.put(each.getValue(), belief);
      spread += belief.variance();
      sum += weight(each.getKey(), belief);
    }
    double expected = logistic(sum);
    double information = expected * (1 - expected);
    double damping = 1 + information * spread;
    double by = ((spam ? 1 : 0) - expected) / damping;
    Map<String, Belief> after = new HashMap<>();
    before.forEach((key, belief) -> after.put(key, belief.moved(by, information / damping)));
    return after;
  }

  /** Takes up what has been learned since. */
  void take(Map<String, Belief> changed) {
    learned.putAll(changed);
  }

  /** Takes up all that was learned, in place of what was known here. */
  void restore(Map<String, Belief> beliefs) {
    learned = new ConcurrentHashMap<>(beliefs);
  }

  private static Belief belief(String clue, @Nullable Belief learned) {
    return learned == null ? new Belief(0, variance(clue)) : learned;
  }

  private static double variance(String clue) {
    if (clue.equals(Prior.BIAS)) {
      return BIAS_VARIANCE;
    }
    if (Prior.WEIGHTS.containsKey(clue)) {
      return KNOWN_VARIANCE;
    }
    return clue.indexOf(' ') > 0 && clue.charAt(0) != '*' ? PHRASE_VARIANCE : WORD_VARIANCE;
  }

  private static double weight(String clue, Belief belief) {
    return Prior.WEIGHTS.getOrDefault(clue, 0.0) + belief.shift();
  }

  private static double logistic(double sum) {
    return 1 / (1 + Math.exp(-sum));
  }
}
