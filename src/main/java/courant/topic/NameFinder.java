package courant.topic;

import courant.topic.Lexicon.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds names by how they are written, without knowing them: runs of capitalised words with the
 * particles within, without the titles before and the accidents of a sentence's beginning. Where
 * every noun has a capital (German) or nothing has (Arabic, Chinese), little can be said so.
 */
final class NameFinder {
  private final Reading reading;
  private final NameRuns runs;
  private final EventNames events;
  private final List<Name> names = new ArrayList<>();

  /** How a name came about. */
  enum Form {
    /** One of the known names. */
    KNOWN,
    /** By its capitals. */
    CAPITALS,
    /** From another and a common noun: "Israeli military". */
    DERIVED,
    /** What happened: "2025 Louvre robbery". */
    EVENT
  }

  /**
   * A name by words.
   *
   * @param first its first word
   * @param end the word behind it
   */
  record Name(int first, int end, Form form) {
    boolean isKnown() {
      return form == Form.KNOWN;
    }

    int words() {
      return end - first;
    }
  }

  private NameFinder(Reading reading) {
    this.reading = reading;
    this.runs = new NameRuns(reading);
    this.events = new EventNames(reading, runs);
  }

  /** All names of a text in its order, none overlapping. */
  static List<Name> find(Reading reading) {
    NameFinder finder = new NameFinder(reading);
    finder.find();
    return finder.names;
  }

  private void find() {
    for (int at = 0; at < reading.count(); ) {
      int event = reading.isCredit(at) ? at : events.endAt(at);
      if (reading.isCredit(at)) {
        at++;
      } else if (event > at) {
        names.add(new Name(at, event, Form.EVENT));
        at = event;
      } else if (runs.begins(at)) {
        int end = runs.end(at);
        split(at, end);
        at = names.isEmpty() ? end : Math.max(end, names.getLast().end());
      } else if (reading.knownEnd(at) > at) {
        names.add(new Name(at, reading.knownEnd(at), Form.KNOWN));
        at = reading.knownEnd(at);
      } else {
        at++;
      }
    }
  }

  /** Takes a run apart into names. */
  private void split(int from, int to) {
    int at = from;
    while (at < to) {
      if (isOpener(at) || isStray(at, from)) {
        at++;
      } else if (reading.titleEnd(at) > at && !isOffice(at, to)) {
        at = reading.titleEnd(at);
      } else if (reading.knownEnd(at) > at && !isPartOfMore(at, to)) {
        int end = withSuffix(reading.knownEnd(at));
        names.add(new Name(at, end, end == reading.knownEnd(at) ? Form.KNOWN : Form.DERIVED));
        at = end;
      } else {
        int end = nextTitle(at, to);
        candidate(at, end);
        at = end;
      }
    }
  }

  private boolean isOpener(int at) {
    return reading.opens(at)
        && reading.knownEnd(at) == 0
        && (reading.isFunctionWord(at)
            || reading.is(at, Role.OPENER)
            || reading.isCalendar(at)
            || reading.isSmallElsewhere(at) && !reading.isCapitalElsewhere(at)
            || isAdjectiveOfKnown(at));
  }

  /** "Neighbouring Tunisia", but not "Michael Jordan". */
  private boolean isAdjectiveOfKnown(int at) {
    return at + 1 < reading.count()
        && !reading.parts(at + 1)
        && reading.knownEnd(at + 1) > at + 1
        && reading.folded(at).matches(".*(ing|ed|ly|ous|ward)");
  }

  /** Particles and numbers that a cut left at the beginning. */
  private boolean isStray(int at, int from) {
    return at > from && !reading.isCapital(at) && !runs.begins(at)
        || reading.isCalendar(at) && reading.knownEnd(at) == 0;
  }

  /** General Assembly, Justice Department: a title's word, yet an institution. */
  private boolean isOffice(int at, int to) {
    int behind = reading.titleEnd(at);
    return behind < to
        && (reading.is(behind, Role.ORGANISATION) || reading.is(behind, Role.PLACE))
        && !reading.parts(behind);
  }

  /** Whether the known name here is only the beginning of a longer one. */
  private boolean isPartOfMore(int at, int to) {
    int behind = reading.knownEnd(at);
    if (behind >= to || reading.titleEnd(behind) > behind && !isOffice(behind, to)) {
      return false;
    }
    int end = nextTitle(behind, to);
    for (int word = behind; word < end; word++) {
      if (reading.is(word, Role.ORGANISATION)) {
        return true;
      }
    }
    if (isSceneOf(at, behind, end)) {
      return false;
    }
    boolean located = at > 0 && !reading.parts(at) && reading.is(at - 1, Role.LOCATIVE);
    return located || reading.is(end - 1, Role.PLACE) || !reading.is(behind - 1, Role.DEMONYM);
  }

  /** "In Tripoli Amina Brahimi spoke": where somebody is, not part of the name. */
  private boolean isSceneOf(int at, int behind, int end) {
    boolean scene =
        at > 0
            && reading.opens(at - 1)
            && !reading.parts(at)
            && reading.is(at - 1, Role.LOCATIVE)
            && reading.words().gap(behind).isBlank();
    for (int word = behind; word < end; word++) {
      scene &=
          !reading.is(word, Role.PLACE)
              && !reading.is(word, Role.EVENT)
              && !reading.is(word, Role.HAPPENING);
    }
    return scene && (end - behind > 1 || reading.isCapitalElsewhere(behind));
  }

  private int nextTitle(int from, int to) {
    for (int at = from + 1; at < to; at++) {
      boolean bound = reading.is(at - 1, Role.PARTICLE);
      if (!bound && reading.titleEnd(at) > at && !isOffice(at, to)) {
        return at;
      }
    }
    return to;
  }

  private void candidate(int from, int to) {
    int end = to;
    while (end > from
        && !reading.isCapital(end - 1)
        && !reading.words().is(end - 1, Words.DIGIT)
        && !reading.words().gap(end - 1).matches("['’ʼ]")) {
      end--;
    }
    int whole = end > from ? withSuffix(end) : end;
    if (whole > end || end > from && isName(from, end)) {
      names.add(new Name(from, whole, whole == end ? Form.CAPITALS : Form.DERIVED));
    }
  }

  /** With "military" behind "Israeli". */
  private int withSuffix(int end) {
    boolean follows =
        end < reading.count()
            && !reading.parts(end)
            && !reading.words().is(end - 1, Words.POSSESSIVE)
            && reading.words().gap(end).isBlank()
            && reading.isSmall(end)
            && reading.is(end, Role.SUFFIX);
    return follows ? end + 1 : end;
  }

  private boolean isName(int from, int end) {
    if (end - from > 1) {
      return !reading.isLoud(from) || reading.isCapitalElsewhere(end - 1);
    }
    Words words = reading.words();
    boolean acronym = words.is(from, Words.UPPER) && !words.is(from, Words.SHOUTED);
    if (words.end(from) - words.start(from) < 2 || reading.isFunctionWord(from) && !acronym) {
      return false;
    }
    boolean german = reading.language().equals("de");
    boolean proven = acronym || !german && reading.isCapitalElsewhere(from);
    boolean blind = reading.opens(from) || reading.isLoud(from) || german;
    return proven || !blind || isSubject(from);
  }

  /** In English a bare singular before its verb is a name: "Hezbollah says". */
  private boolean isSubject(int word) {
    if (!reading.language().equals("en")
        || reading.isLoud(word)
        || word + 1 >= reading.count()
        || reading.parts(word + 1)) {
      return false;
    }
    String next = reading.folded(word + 1);
    return !reading.isSmallElsewhere(word)
        && (next.matches("[a-z]{2,}[^s]s") || next.matches("was|is|has|will|had"));
  }
}
