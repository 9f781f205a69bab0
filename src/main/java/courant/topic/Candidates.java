package courant.topic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers names that recur from text to text, to suggest them to the desk. */
final class Candidates {
  /** The most sentences kept of each. */
  static final int SENTENCES = 5;

  private Candidates() {}

  /** The names of one text, topics or not, each with the first sentence it stands in. */
  static List<Candidate> of(TopicFinder finder, Prose text) {
    Sentences sentences = new Sentences(text.text());
    Set<String> seen = new HashSet<>();
    List<Candidate> names = new ArrayList<>();
    for (Mention mention : finder.find(text)) {
      if (seen.add(mention.name())) {
        String sentence = sentences.of(mention.start(), mention.end());
        names.add(new Candidate(mention.name(), mention.kind(), 1, List.of(sentence)));
      }
    }
    return names;
  }

  /**
   * The names that stand in at least so many texts and are no topics now, most frequent first.
   *
   * @param texts the names of each
   */
  static List<Candidate> recurring(
      TopicFinder finder, Collection<List<Candidate>> texts, int least) {
    Map<String, Candidate> byName = new LinkedHashMap<>();
    texts.forEach(names -> names.forEach(name -> byName.merge(name.name(), name, Candidates::sum)));
    return byName.values().stream()
        .filter(it -> it.texts() >= least && !finder.knows(it.name()))
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
