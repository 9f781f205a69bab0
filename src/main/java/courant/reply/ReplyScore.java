package courant.reply;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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

  private final Map<String, Double> prior = Prior.WEIGHTS;
  private final Map<String, Belief> learned = new ConcurrentHashMap<>();

  public Scored score(String text) {
    List<Word> words = new ArrayList<>();
    double sum = weight(Prior.BIAS);
    for (String clue : clues(text)) {
      double weight = weight(clue);
      if (weight != 0) {
        words.add(new Word(clue, weight));
        sum += weight;
      }
    }
    words.sort(
        Comparator.comparingDouble((Word word) -> -Math.abs(word.weight()))
            .thenComparing(Word::word));
    return new Scored(
        logistic(sum), List.copyOf(words.subList(0, Math.min(MOST_WORDS, words.size()))));
  }

  /**
   * Learns one decision.
   *
   * @return the beliefs that this changed, to be kept
   */
  Map<String, Belief> learn(String text, boolean spam) {
    List<String> clues = new ArrayList<>(clues(text));
    clues.add(Prior.BIAS);
    double spread = clues.stream().mapToDouble(clue -> belief(clue).variance()).sum();
    double expected = logistic(clues.stream().mapToDouble(this::weight).sum());
    double information = expected * (1 - expected);
    double damping = 1 + information * spread;
    double by = ((spam ? 1 : 0) - expected) / damping;
    Map<String, Belief> changed = new HashMap<>();
    for (String clue : clues) {
      changed.put(clue, belief(clue).moved(by, information / damping));
    }
    learned.putAll(changed);
    return changed;
  }

  /** Takes up what was learned before. */
  void restore(Map<String, Belief> beliefs) {
    learned.clear();
    learned.putAll(beliefs);
  }

  private Belief belief(String clue) {
    Belief belief = learned.get(clue);
    return belief == null ? new Belief(0, variance(clue)) : belief;
  }

  private double variance(String clue) {
    if (clue.equals(Prior.BIAS)) {
      return BIAS_VARIANCE;
    }
    if (prior.containsKey(clue)) {
      return KNOWN_VARIANCE;
    }
    return clue.indexOf(' ') > 0 && clue.charAt(0) != '*' ? PHRASE_VARIANCE : WORD_VARIANCE;
  }

  private double weight(String clue) {
    return prior.getOrDefault(clue, 0.0) + belief(clue).shift();
  }

  private static List<String> clues(String text) {
    List<String> clues = Clues.in(text);
    return clues.size() > MOST_CLUES
        ? clues.subList(0, MOST_CLUES)
        : Collections.unmodifiableList(clues);
  }

  private static double logistic(double sum) {
    return 1 / (1 + Math.exp(-sum));
  }
}
