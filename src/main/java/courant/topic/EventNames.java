package courant.topic;

import courant.topic.Lexicon.Role;

/**
 * The names of what happened, which go on in small letters: "2025 Cameroonian presidential
 * election", "Red Sea crisis", "siege of El Fasher".
 */
final class EventNames {
  private static final int MOST_WORDS = 14;

  private final Reading reading;
  private final NameRuns runs;

  /** Behind the last line that was found to be a title. */
  private int titleLine;

  EventNames(Reading reading, NameRuns runs) {
    this.reading = reading;
    this.runs = runs;
  }

  /** Where the event's name that begins at a word ends, or that word if none does. */
  int endAt(int at) {
    boolean opensTitle = isTitle(at);
    titleLine = opensTitle ? lineEnd(at) : titleLine;
    if (opensTitle || at < titleLine && isListed(at)) {
      int end = titleEnd(at);
      if (end > at) {
        return end;
      }
    }
    int dated = dateEnd(at);
    if (dated > at) {
      return datedEnd(at, dated);
    }
    return reading.isCapital(at) && !reading.isCalendar(at) ? undatedEnd(at) : at;
  }

  /** Behind "2025", "April 2025", "March–April 2025", "2025–2026". */
  private int dateEnd(int at) {
    int word = at;
    while (word < reading.count() && word - at < 2 && reading.isMonth(word)) {
      word++;
    }
    if (word >= reading.count() || !isYear(word)) {
      return at;
    }
    word++;
    if (word < reading.count()
        && reading.words().is(word, Words.DIGIT)
        && reading.words().gap(word).matches("[-–]")) {
      word++;
    }
    boolean stated = at > 0 && !reading.parts(at) && reading.is(at - 1, Role.LOCATIVE);
    return stated || word >= reading.count() || reading.parts(word) ? at : word;
  }

  private boolean isYear(int word) {
    return reading.words().surface(word).matches("(1[89]|20)\\d\\d");
  }

  private int datedEnd(int at, int from) {
    int end = lastHappening(from, 2);
    if (end > from) {
      return withPlace(end, false);
    }
    return reading.isCapital(from) && !reading.isCalendar(from) ? runs.end(from) : at;
  }

  /** Behind the last word for what happened, over capitalised words and so many small in a row. */
  private int lastHappening(int from, int mostSmall) {
    int end = from;
    int small = 0;
    boolean named = false;
    for (int word = from; word < reading.count() && word - from < MOST_WORDS; word++) {
      if (word > from && !isWithin(word)) {
        break;
      }
      if (isHappening(word)) {
        small = 0;
        end = named || word > from ? word + 1 : end;
      } else if (reading.isSmall(word)) {
        if (++small > mostSmall || reading.isFunctionWord(word)) {
          break;
        }
      } else {
        small = 0;
        named = true;
      }
    }
    return end;
  }

  private boolean isWithin(int word) {
    return !reading.parts(word) || reading.words().gap(word).strip().equals("–");
  }

  private boolean isHappening(int word) {
    return reading.is(word, Role.EVENT) || reading.is(word, Role.HAPPENING);
  }

  /** Adds "of the Gaza Strip"; in a title also "in Yemen". */
  private int withPlace(int end, boolean anywhere) {
    if (end >= reading.count() || reading.parts(end)) {
      return end;
    }
    boolean joins = reading.folded(end).equals("of") || anywhere && reading.is(end, Role.JOINER);
    int next = end + 1;
    if (joins && next < reading.count() && reading.folded(next).equals("the")) {
      next++;
    }
    boolean named =
        joins
            && next < reading.count()
            && !reading.parts(next)
            && reading.isCapital(next)
            && !reading.isCalendar(next);
    return named ? runs.end(next) : end;
  }

  private int undatedEnd(int at) {
    int end = runs.end(at);
    while (end < reading.count()
        && reading.words().gap(end).equals("–")
        && reading.isCapital(end)) {
      end = runs.end(end);
    }
    if (end >= reading.count()
        || reading.parts(end)
        || reading.words().is(end - 1, Words.POSSESSIVE)) {
      return at;
    }
    int noun = isAdjective(end) ? end + 1 : end;
    if (noun >= reading.count() || reading.parts(noun) || !reading.isSmall(noun)) {
      return at;
    }
    if (reading.is(noun, Role.EVENT)) {
      return withPlace(noun + 1, false);
    }
    int place = withPlace(noun + 1, false);
    return noun == end && reading.is(noun, Role.HAPPENING) && place > noun + 1 ? place : at;
  }

  /** Not a verb, as in "declares war", as far as its ending tells. */
  private boolean isAdjective(int word) {
    return reading.isSmall(word)
        && !reading.isFunctionWord(word)
        && !isHappening(word)
        && !reading.folded(word).matches(".*(s|ed|ing)");
  }

  /** Whether a line begins here that is no sentence: without a full stop, and short. */
  private boolean isTitle(int at) {
    if (!reading.opens(at) || reading.isSmall(at)) {
      return false;
    }
    int end = lineEnd(at);
    if (end - at > MOST_WORDS * 2) {
      return false;
    }
    String behind =
        end < reading.count()
            ? reading.words().gap(end)
            : reading.words().text().substring(reading.words().end(end - 1));
    return !behind.matches("(?s)['’s]*[\"”»)\\]]*[.!?…:].*")
        && behind.matches("(?s)\\s*|\\s*\\n.*");
  }

  private boolean isListed(int at) {
    return reading.words().gap(at).strip().equals(",");
  }

  private int lineEnd(int at) {
    int end = at + 1;
    while (end < reading.count() && !reading.opens(end)) {
      end++;
    }
    return end;
  }

  /** The end of the title, or of its part before a comma, if all of it names an event. */
  private int titleEnd(int at) {
    int limit = at + 1;
    int line = lineEnd(at);
    while (limit < line && !reading.words().gap(limit).strip().endsWith(",")) {
      limit++;
    }
    return isWholeName(at, limit) ? limit : at;
  }

  /** Names joined by few small words, with no more than one event: "Protests against the war". */
  private boolean isWholeName(int at, int limit) {
    boolean happened = reading.words().is(at, Words.DIGIT);
    boolean named = isNameAtStart(at);
    int small = 0;
    for (int word = at; word < limit; word++) {
      if (isHappening(word)) {
        happened = true;
        small = 0;
      } else if (reading.is(word, Role.JOINER)) {
        happened |= word - at <= 2 && !named;
        small = 0;
      } else if (reading.isSmall(word)) {
        small++;
      } else {
        named |= word > at && !reading.words().is(word, Words.DIGIT);
        small = 0;
      }
      if (small > 2 || small > 0 && reading.isFunctionWord(word)) {
        return false;
      }
    }
    return happened && named;
  }

  private boolean isNameAtStart(int at) {
    if (reading.knownEnd(at) > at) {
      return true;
    }
    if (reading.is(at, Role.OPENER)) {
      return false;
    }
    return reading.isCapitalElsewhere(at)
        || reading.isCapital(at)
            && at + 1 < reading.count()
            && isHappening(at + 1)
            && !isHappening(at)
            && !reading.isSmallElsewhere(at);
  }
}
