package courant.topic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Finds what a text is about: the topics it names, and names that could become topics. Safe for use
 * by many threads; what is learned takes effect with the next text.
 */
public final class TopicFinder {
  private final PhraseMatcher matcher = new PhraseMatcher();

  /** What each phrase stands for, the earliest learned first. */
  private final Map<Integer, CopyOnWriteArrayList<Meaning>> meanings = new ConcurrentHashMap<>();

  /** By what each topic is found. */
  private final Map<TopicId, Set<String>> names = new ConcurrentHashMap<>();

  private record Meaning(Topic topic, Set<String> languages) {
    boolean isOf(String language) {
      return language.isEmpty() || languages.contains("") || languages.contains(language);
    }
  }

  private record Found(Topic topic, int start) {}

  /** A finder that knows the built-in gazetteer and nothing else; its topics are numbered anew. */
  public static TopicFinder withGazetteer() {
    TopicFinder finder = new TopicFinder();
    long number = 0;
    for (Gazetteer.Entry entry : Gazetteer.read()) {
      finder.learn(entry.topic(new TopicId(++number)), entry.aliases());
    }
    return finder;
  }

  /**
   * Learns a topic by its aliases, in place of what it was before. Its name is met as well; where
   * no alias says to which language it belongs, in all.
   */
  public synchronized void learn(Topic topic, List<Alias> aliases) {
    forget(topic.id());
    Map<String, Set<String>> languages = new LinkedHashMap<>();
    for (Alias alias : aliases) {
      languages.computeIfAbsent(alias.name(), _ -> new LinkedHashSet<>()).add(alias.language());
    }
    languages.putIfAbsent(topic.name(), Set.of(""));
    names.put(topic.id(), languages.keySet());
    languages.forEach(
        (name, spoken) ->
            meanings
                .computeIfAbsent(matcher.add(name), _ -> new CopyOnWriteArrayList<>())
                .add(new Meaning(topic, spoken)));
  }

  /** Forgets a topic, if it was known. */
  public synchronized void forget(TopicId topic) {
    for (String name : Objects.requireNonNullElse(names.remove(topic), Set.<String>of())) {
      List<Meaning> shared = Objects.requireNonNull(meanings.get(matcher.add(name)));
      shared.removeIf(it -> it.topic.id().equals(topic));
      if (shared.isEmpty()) {
        matcher.remove(name);
      }
    }
  }

  /** Whether some topic goes by exactly this name. */
  boolean knows(String name) {
    Words words = Words.of(name);
    boolean[] known = new boolean[1];
    matcher.find(
        words,
        (phrase, first, end, _) ->
            known[0] |= first == 0 && end == words.count() && !meant(phrase).isEmpty());
    return known[0];
  }

  /** Finds all mentions in a text of any language, in its order, none overlapping. */
  public List<Mention> find(String text) {
    return find(Prose.of(text));
  }

  /** Finds all mentions in a text, in its order, none overlapping. */
  public List<Mention> find(Prose prose) {
    Reading reading = prose.read();
    TreeMap<Integer, Found> known = known(reading);
    FullNames full = fullNames(reading, known);
    List<Mention> mentions = new ArrayList<>();
    for (NameFinder.Name name : full.names()) {
      mentions.add(mention(reading, name, full, known));
    }
    return mentions;
  }

  /**
   * The topics a text names, in order of first mention, also where a longer name holds them: a
   * story of the "2025 Libya floods" or the "Libyan government" is about Libya, one that quotes the
   * "Bank of England" is not about England.
   */
  public Set<TopicId> topics(Prose prose) {
    return places(prose).keySet();
  }

  /** The same of a text of any language. */
  public Set<TopicId> topics(String text) {
    return topics(Prose.of(text));
  }

  /**
   * A part of a text.
   *
   * @param start in UTF-16 code units
   * @param end the code unit behind it, without any possessive
   */
  record Span(int start, int end) {}

  /** The same topics with all places where they stand. */
  Map<TopicId, List<Span>> places(Prose prose) {
    Reading reading = prose.read();
    TreeMap<Integer, Found> known = known(reading);
    FullNames full = fullNames(reading, known);
    Map<TopicId, List<Span>> places = new LinkedHashMap<>();
    for (NameFinder.Name name : full.names()) {
      NameFinder.Name whole = full.of(name);
      if (whole.form() != NameFinder.Form.CAPITALS) {
        known
            .subMap(whole.first(), whole.end())
            .forEach(
                (first, found) ->
                    places
                        .computeIfAbsent(found.topic.id(), _ -> new ArrayList<>())
                        .add(span(reading, name, whole, first, found)));
      }
    }
    return places;
  }

  private static FullNames fullNames(Reading reading, TreeMap<Integer, Found> known) {
    return new FullNames(
        reading,
        NameFinder.find(reading),
        name -> {
          Found found = name.isKnown() ? known.get(name.first()) : null;
          return found != null && found.topic.kind() == TopicKind.PERSON;
        });
  }

  private static Span span(
      Reading reading, NameFinder.Name name, NameFinder.Name whole, int first, Found found) {
    return whole.equals(name)
        ? new Span(found.start, reading.words().end(reading.knownEnd(first) - 1))
        : new Span(reading.words().start(name.first()), reading.words().end(name.end() - 1));
  }

  /** The known names by the word at which each begins; the reading is told of them. */
  private TreeMap<Integer, Found> known(Reading reading) {
    Map<Topic, Integer> heard = new HashMap<>();
    matcher.find(
        reading.words(),
        (phrase, _, _, _) -> meant(phrase).forEach(it -> heard.merge(it.topic, 1, Integer::sum)));
    TreeMap<Integer, Found> known = new TreeMap<>();
    matcher.find(
        reading.words(),
        (phrase, first, end, start) -> {
          for (Meaning meaning : meant(phrase)) {
            Found other = known.get(first);
            boolean better =
                other == null || often(heard, meaning.topic) > often(heard, other.topic);
            if (better && isMeant(meaning, reading, first, end)) {
              known.put(first, new Found(meaning.topic, start));
              reading.know(first, end);
            }
          }
        });
    return known;
  }

  private static int often(Map<Topic, Integer> heard, Topic topic) {
    return heard.getOrDefault(topic, 0);
  }

  private List<Meaning> meant(int phrase) {
    List<Meaning> meant = meanings.get(phrase);
    return meant == null ? List.of() : meant;
  }

  /**
   * A single word whose capital proves nothing has to be a name in the text's own language, and not
   * one of its common words: "Grenade attack" is not about Grenada, "May" not about a person.
   */
  private static boolean isMeant(Meaning meaning, Reading reading, int first, int end) {
    if (end - first > 1 || !reading.isCapital(first)) {
      return true;
    }
    boolean proven = !reading.opens(first) && !reading.isLoud(first);
    return !reading.isCalendar(first)
        && (proven
            || meaning.isOf(reading.language())
                && !reading.isFunctionWord(first)
                && (!reading.isSmallElsewhere(first) || reading.isCapitalElsewhere(first)));
  }

  private static Mention mention(
      Reading reading, NameFinder.Name name, FullNames full, Map<Integer, Found> known) {
    NameFinder.Name whole = full.of(name);
    Found found = whole.isKnown() ? known.get(whole.first()) : null;
    int start = reading.words().start(name.first());
    int end = reading.words().end(name.end() - 1);
    if (found == null) {
      String surface = reading.words().text().substring(start, end);
      return new Mention(Optional.empty(), full.text(whole), full.kind(whole), start, end, surface);
    }
    int from = whole.equals(name) ? found.start : start;
    return new Mention(
        Optional.of(found.topic.id()),
        found.topic.name(),
        found.topic.kind(),
        from,
        end,
        reading.words().text().substring(from, end));
  }
}
