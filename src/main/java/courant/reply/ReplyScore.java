package courant.reply;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How likely a reply is spam: logistic regression over what {@link Clues} finds in it. It begins
 * with weights written by hand and learns from each of the desk's decisions. Deterministic and
 * offline.
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

  private static final double STEP = 0.5;
  private static final int MOST_WORDS = 12;

  /** Far more words than any reply has that a person wrote. */
  private static final int MOST_CLUES = 2_000;

  private final Map<String, Double> prior = Prior.WEIGHTS;
  private final Map<String, Double> learned = new ConcurrentHashMap<>();

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
   * @return the weights that this changed, to be kept
   */
  public Map<String, Double> learn(String text, boolean spam) {
    List<String> clues = new ArrayList<>(clues(text));
    double error = (spam ? 1 : 0) - score(text).score();
    double step = STEP * error / Math.sqrt(Math.max(1, clues.size()));
    clues.add(Prior.BIAS);
    Map<String, Double> changed = new HashMap<>();
    for (String clue : clues) {
      double by = clue.equals(Prior.BIAS) ? step / 10 : step;
      changed.put(clue, learned.merge(clue, by, Double::sum));
    }
    return changed;
  }

  /** Takes up weights learned before. */
  void restore(Map<String, Double> weights) {
    learned.putAll(weights);
  }

  private double weight(String clue) {
    return prior.getOrDefault(clue, 0.0) + learned.getOrDefault(clue, 0.0);
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
