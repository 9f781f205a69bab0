package courant.topic;

import courant.platform.db.Ids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Finds which of the review's topics a text is about. The countries and capitals of the gazetteer
 * become topics the first time a story names them.
 */
public final class KnownTopics {
  private final Topics topics;
  private final Ids ids;
  private final Map<TopicId, Gazetteer.Entry> notYet = new HashMap<>();
  private @Nullable TopicFinder finder;
  private long learnt = -1;

  public KnownTopics(Topics topics, Ids ids) {
    this.topics = topics;
    this.ids = ids;
  }

  /** The topics of a text, those first that it names first; within the caller's transaction. */
  public synchronized List<Topic> in(Handle handle, String text) {
    if (finder == null || learnt != topics.version()) {
      learnt = topics.version();
      finder = learn(handle);
    }
    return finder.topics(text).stream().flatMap(id -> topic(handle, id).stream()).toList();
  }

  private TopicFinder learn(Handle handle) {
    TopicFinder fresh = new TopicFinder();
    notYet.clear();
    Map<String, Gazetteer.Entry> places = new HashMap<>();
    Gazetteer.read()
        .forEach(entry -> places.putIfAbsent(entry.topic(new TopicId(1)).slug().value(), entry));
    Map<TopicId, List<Alias>> aliases = topics.aliases(handle);
    for (Topic topic : topics.all(handle)) {
      Gazetteer.Entry place = places.remove(topic.slug().value());
      List<Alias> names = new ArrayList<>(aliases.getOrDefault(topic.id(), List.of()));
      if (place != null) {
        names.addAll(place.aliases());
      }
      fresh.learn(topic, names);
    }
    for (Gazetteer.Entry place : places.values()) {
      TopicId id = new TopicId(ids.next());
      notYet.put(id, place);
      fresh.learn(place.topic(id), place.aliases());
    }
    return fresh;
  }

  private Optional<Topic> topic(Handle handle, TopicId id) {
    Gazetteer.Entry place = notYet.get(id);
    Optional<Topic> known = topics.byId(handle, id);
    if (known.isPresent() || place == null) {
      return known;
    }
    topics.write(handle, place.topic(id));
    topics.alias(handle, id, place.aliases());
    return topics.byId(handle, id);
  }
}
