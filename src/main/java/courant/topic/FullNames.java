package courant.topic;

import courant.topic.Lexicon.Role;
import courant.topic.NameFinder.Name;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The names of one text together: the short ones resolved ("Haftar", once the text has "Khalifa
 * Haftar" and nobody else of that name), and what kind of thing each probably is.
 */
final class FullNames {
  private static final int LONGEST_PERSON = 4;

  /** Stands for several people of one name. */
  private static final Name NONE = new Name(0, 0, NameFinder.Form.CAPITALS);

  private final Reading reading;
  private final List<Name> names;
  private final Predicate<Name> isPerson;
  private final Map<String, Name> byLastWord = new HashMap<>();
  private final Map<String, TopicKind> kinds = new HashMap<>();

  /**
   * @param isPerson whether a name is known as a person's
   */
  FullNames(Reading reading, List<Name> names, Predicate<Name> isPerson) {
    this.reading = reading;
    this.names = names;
    this.isPerson = isPerson;
    for (Name name : names) {
      if (name.words() > 1 && guess(name) == TopicKind.PERSON) {
        byLastWord.merge(reading.folded(name.end() - 1), name, this::sameOrNone);
      }
    }
    for (Name name : names) {
      TopicKind guess = guess(name);
      kinds.merge(text(name), guess, (one, other) -> one == TopicKind.SUBJECT ? other : one);
    }
  }

  private Name sameOrNone(Name one, Name other) {
    return !one.equals(NONE) && text(one).equals(text(other)) ? one : NONE;
  }

  List<Name> names() {
    return names;
  }

  /** The name in full of which this one is the last word, or the name itself. */
  Name of(Name name) {
    if (name.words() > 1) {
      return name;
    }
    Name whole = byLastWord.getOrDefault(reading.folded(name.first()), NONE);
    return whole.equals(NONE) ? name : whole;
  }

  /** As it stands in the text, on one line. */
  String text(Name name) {
    int start = reading.words().start(name.first());
    int end = reading.words().end(name.end() - 1);
    return reading.words().text().substring(start, end).replaceAll("\\s+", " ");
  }

  /** What kind of thing it probably is, by all places where it stands. */
  TopicKind kind(Name name) {
    return kinds.getOrDefault(text(name), TopicKind.SUBJECT);
  }

  private TopicKind guess(Name name) {
    if (name.form() == NameFinder.Form.EVENT) {
      return TopicKind.SUBJECT;
    }
    if (isPerson.test(name)) {
      return TopicKind.PERSON;
    }
    int first = name.first();
    int last = name.end() - 1;
    if (reading.is(last, Role.PLACE) || reading.is(first, Role.PLACE)) {
      return TopicKind.PLACE;
    }
    for (int word = first; word <= last; word++) {
      if (reading.is(word, Role.ORGANISATION)) {
        return TopicKind.ORGANISATION;
      }
    }
    if (first > 0 && !reading.parts(first) && isTitleBefore(first)) {
      return TopicKind.PERSON;
    }
    if (reading.words().is(first, Words.UPPER)) {
      return TopicKind.ORGANISATION;
    }
    boolean personal =
        name.words() > 1 && name.words() <= LONGEST_PERSON && !reading.folded(first).equals("the");
    // One may be in Khalifa Haftar's house.
    boolean owner = personal && reading.words().is(last, Words.POSSESSIVE);
    boolean located = first > 0 && !reading.parts(first) && reading.is(first - 1, Role.LOCATIVE);
    if (located && !owner) {
      return TopicKind.PLACE;
    }
    return personal ? TopicKind.PERSON : TopicKind.SUBJECT;
  }

  private boolean isTitleBefore(int first) {
    for (int word = Math.max(0, first - 4); word < first; word++) {
      if (reading.titleEnd(word) == first) {
        return true;
      }
    }
    return false;
  }
}
