package courant.topic;

import courant.platform.db.Ids;
import java.util.ArrayList;
import java.util.Collection;
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

  /**
   * The topics that a text was found to name.
   *
   * @param learnt of which state of what is known
   * @param topics those first that it names first
   */
  public record Named(Prose text, long learnt, List<TopicId> topics) {}

  /** Finds the topics of a text, and writes nothing: for {@link #of} to say it in a transaction. */
  public Named in(Prose text) {
    return topics.read(handle -> in(handle, text));
  }

  /**
   * The topics of a text within the caller's transaction; looked for again if others are known now.
   */
  public synchronized List<Topic> of(Handle handle, Named named) {
    finder(handle);
    Named now = named.learnt() == learnt ? named : in(handle, named.text());
    return now.topics().stream().flatMap(id -> topic(handle, id).stream()).toList();
  }

  /** The same within the caller's transaction. */
  public Named in(Handle handle, Prose text) {
    Known known = known(handle);
    return new Named(text, known.learnt(), List.copyOf(known.finder().topics(text)));
  }

  private record Known(long learnt, TopicFinder finder) {}

  private synchronized Known known(Handle handle) {
    TopicFinder current = finder(handle);
    return new Known(learnt, current);
  }

  /** The same with where they stand; nothing is written. */
  public List<FoundTopic> shownIn(Prose text) {
    return topics.read(handle -> shownIn(handle, text));
  }

  private synchronized List<FoundTopic> shownIn(Handle handle, Prose text) {
    Sentences sentences = new Sentences(text.text());
    List<FoundTopic> shown = new ArrayList<>();
    finder(handle)
        .places(text)
        .forEach(
            (id, spans) ->
                topics
                    .byId(handle, id)
                    .or(() -> Optional.ofNullable(notYet.get(id)).map(place -> place.topic(id)))
                    .map(
                        topic ->
                            new FoundTopic(
                                topic,
                                spans.stream()
                                    .map(span -> sentences.place(span.start(), span.end()))
                                    .toList()))
                    .ifPresent(shown::add));
    return shown;
  }

  /** Whether a text names a topic. */
  public boolean names(Prose text, TopicId topic) {
    return topics.read(this::current).topics(text).contains(topic);
  }

  /** The names of one text, topics or not, each with the first sentence it stands in. */
  public List<Candidate> names(Prose text) {
    return Candidates.of(topics.read(this::current), text);
  }

  /**
   * Names that recur in texts and are no topics now, the most frequent first.
   *
   * @param texts the names of each
   * @param least in so many texts
   */
  public List<Candidate> recurring(Collection<List<Candidate>> texts, int least) {
    return Candidates.recurring(topics.read(this::current), texts, least);
  }

  /**
   * The topic that goes by a name, in any case; a place of the gazetteer becomes a topic by it.
   * Within the caller's transaction.
   */
  public synchronized Optional<Topic> named(Handle handle, String name) {
    finder(handle);
    return topics.named(handle, name).or(() -> place(name).flatMap(place -> topic(handle, place)));
  }

  /** Whether a name is a topic's, or of a place that would become one; nothing is written. */
  public boolean knows(String name) {
    return topics.read(handle -> knows(handle, name));
  }

  private synchronized boolean knows(Handle handle, String name) {
    finder(handle);
    return topics.named(handle, name).isPresent() || place(name).isPresent();
  }

  private Optional<TopicId> place(String name) {
    return notYet.entrySet().stream()
        .filter(
            place ->
                place.getValue().names().stream()
                    .anyMatch(alias -> alias.name().equalsIgnoreCase(name)))
        .findFirst()
        .map(Map.Entry::getKey);
  }

  private synchronized TopicFinder current(Handle handle) {
    return finder(handle);
  }

  private TopicFinder finder(Handle handle) {
    TopicFinder current = finder;
    if (current == null || learnt != topics.version()) {
      learnt = topics.version();
      current = learn(handle);
      finder = current;
    }
    return current;
  }

  private TopicFinder learn(Handle handle) {
    TopicFinder fresh = new TopicFinder();
    notYet.clear();
    Map<String, Gazetteer.Entry> places = new HashMap<>();
    Gazetteer.read().forEach(entry -> places.putIfAbsent(entry.slug().value(), entry));
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

  /** A place becomes a topic; unless another node has made it one. */
  private Optional<Topic> topic(Handle handle, TopicId id) {
    Gazetteer.Entry place = notYet.get(id);
    Optional<Topic> known = topics.byId(handle, id);
    if (known.isPresent() || place == null) {
      return known;
    }
    Topic fresh = place.topic(id);
    Optional<Topic> elsewhere = topics.bySlug(handle, fresh.slug().value());
    if (elsewhere.isPresent()) {
      learnt = -1;
      return elsewhere;
    }
    topics.writeKnown(handle, fresh, place.aliases());
    return Optional.of(fresh);
  }
}
