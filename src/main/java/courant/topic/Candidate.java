package courant.topic;

import java.util.List;

/**
 * A name that recurs in stories and is no topic yet.
 *
 * @param name in full
 * @param kind a guess
 * @param texts how many texts have it
 * @param sentences the first sentences it stands in, at most one of each text
 */
public record Candidate(String name, TopicKind kind, int texts, List<String> sentences) {}
