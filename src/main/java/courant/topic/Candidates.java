package courant.topic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers names that recur from text to text without being topics, to suggest them to the desk. */
public final class Candidates {
  /** The most sentences kept of each. */
  public static final int SENTENCES = 5;

  private final TopicFinder finder;
  private final Map<String, Candidate> byName = new LinkedHashMap<>();

  public Candidates(TopicFinder finder) {
    this.finder = finder;
  }

  /** Reads one more text, plain. */
  public void read(String text) {
    Sentences sentences = new Sentences(text);
    Set<String> seen = new HashSet<>();
    for (Mention mention : finder.find(text)) {
      if (!mention.isKnown() && seen.add(mention.name())) {
        String sentence = sentences.of(mention.start(), mention.end());
        byName.merge(
            mention.name(),
            new Candidate(mention.name(), mention.kind(), 1, List.of(sentence)),
            Candidates::sum);
      }
    }
  }

  /** The names that stood in at least so many texts, most frequent first. */
  public List<Candidate> recurring(int least) {
    return byName.values().stream()
        .filter(it -> it.texts() >= least)
        .sorted(Comparator.comparingInt(Candidate::texts).reversed())
        .toList();
  }

  private static Candidate sum(Candidate one, Candidate other) {
    List<String> sentences = new ArrayList<>(one.sentences());
    if (sentences.size() < SENTENCES) {
      sentences.addAll(other.sentences());
    }
    return new Candidate(
        one.name(), one.kind(), one.texts() + other.texts(), List.copyOf(sentences));
  }
}
