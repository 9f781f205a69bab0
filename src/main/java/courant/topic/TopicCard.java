package courant.topic;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What readers are shown of a topic.
 *
 * @param names what else it is called, at most a handful
 */
public record TopicCard(Topic topic, List<Alias> names, TopicProfile profile) {
  private static final int MOST = 6;

  /** What places' people are called finds them in a text, but is no name of the place. */
  private static final Set<String> DEMONYMS =
      Gazetteer.read().stream()
          .flatMap(entry -> entry.demonyms().stream())
          .map(Alias::name)
          .collect(Collectors.toUnmodifiableSet());

  /**
   * Chooses of all names those of a language and of none first.
   *
   * @param language as in an alias
   */
  static TopicCard of(Topic topic, List<Alias> aliases, TopicProfile profile, String language) {
    List<Alias> names =
        aliases.stream()
            .filter(alias -> !alias.name().equalsIgnoreCase(topic.name()))
            .filter(alias -> topic.kind() != TopicKind.PLACE || !DEMONYMS.contains(alias.name()))
            .sorted(
                Comparator.comparing(
                    alias -> !alias.language().isEmpty() && !alias.language().equals(language)))
            .collect(
                Collectors.toMap(Alias::name, alias -> alias, (one, _) -> one, LinkedHashMap::new))
            .values()
            .stream()
            .limit(MOST)
            .toList();
    return new TopicCard(topic, names, profile);
  }
}
