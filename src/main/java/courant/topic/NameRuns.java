package courant.topic;

import courant.topic.Lexicon.Role;

/** Runs of capitalised words, with the particles and numbers within, each perhaps one name. */
final class NameRuns {
  private final Reading reading;

  NameRuns(Reading reading) {
    this.reading = reading;
  }

  /** Whether a name can begin with this word. */
  boolean begins(int at) {
    if (reading.isCapital(at)) {
      return !reading.words().surface(at).endsWith("$");
    }
    return isArticle(at) && reading.isCapital(at + 1);
  }

  /** The al in al-Shabaab. */
  private boolean isArticle(int at) {
    return reading.is(at, Role.ARTICLE)
        && at + 1 < reading.count()
        && reading.words().gap(at + 1).equals("-");
  }

  private boolean isParticle(int at) {
    return reading.isSmall(at) && reading.is(at, Role.PARTICLE) || isArticle(at);
  }

  /** Behind the run of words from here that could be one name. */
  int end(int first) {
    int end = first + 1;
    while (end < reading.count()) {
      int next = continuation(first, end);
      if (next == end) {
        break;
      }
      end = next;
    }
    return end;
  }

  /** The word behind what continues the run at {@code at}, or {@code at} if nothing does. */
  private int continuation(int first, int at) {
    if (reading.parts(at) || reading.isCredit(at) || endsAtPossessive(first, at)) {
      return at;
    }
    if (reading.isCapital(at)) {
      return reading.isCalendar(at) ? at : at + 1;
    }
    if (isNumberOfName(at)) {
      return at + 1;
    }
    if (isSecondHalf(first, at)) {
      return at + 1;
    }
    return particles(first, at);
  }

  /** As in Shuja'iyya and Kim Min-seok, but not in Trump-backed. */
  private boolean isSecondHalf(int first, int at) {
    if (!reading.isSmall(at)) {
      return false;
    }
    String gap = reading.words().gap(at);
    return gap.matches("['’ʼ]")
        || gap.equals("-")
            && at - first > 1
            && reading.knownEnd(at - 1) == 0
            && !reading.is(at, Role.PARTICLE)
            && !reading.isFunctionWord(at)
            && !reading.folded(at).matches(".*(ed|ing|led|born|owned|style|era|wide|old|run)");
  }

  private int particles(int first, int at) {
    int next = at;
    while (next < reading.count() && next - at < 3 && !reading.parts(next) && isParticle(next)) {
      next++;
    }
    boolean joined =
        next > at
            && next < reading.count()
            && !reading.parts(next)
            && reading.isCapital(next)
            && !reading.isCalendar(next);
    if (joined) {
      return next + 1;
    }
    return isEnumerationOfOne(first, at) ? at + 2 : at;
  }

  /** As in "Food and Drug Administration": one thing, by its last word. */
  private boolean isEnumerationOfOne(int first, int at) {
    boolean and =
        switch (reading.folded(at)) {
          case "and", "for" -> true;
          default -> false;
        };
    if (!and || at + 1 >= reading.count() || reading.parts(at + 1) || !reading.isCapital(at + 1)) {
      return false;
    }
    if (reading.folded(at).equals("for")) {
      return reading.is(at - 1, Role.ORGANISATION)
          || at - first == 1 && reading.knownEnd(first) == 0 && reading.knownEnd(at + 1) > at + 1;
    }
    int end = at + 1;
    while (end < reading.count() && !reading.parts(end) && reading.isCapital(end)) {
      end++;
    }
    boolean ofOffice = reading.is(first, Role.ORGANISATION) && reading.knownEnd(at + 1) == 0;
    return ofOffice && at - first > 1
        || at - first == 1
            && end - at > 2
            && reading.is(end - 1, Role.ORGANISATION)
            && reading.knownEnd(first) == 0;
  }

  private boolean endsAtPossessive(int first, int at) {
    if (!reading.words().is(at - 1, Words.POSSESSIVE)) {
      return false;
    }
    boolean plural = !reading.words().gap(at).contains("s");
    return !plural && !reading.is(at - 1, Role.OWNER) || reading.knownEnd(first) == at;
  }

  private boolean isNumberOfName(int at) {
    Words words = reading.words();
    if (!words.is(at, Words.DIGIT) || words.end(at) - words.start(at) > 4) {
      return false;
    }
    boolean hyphened = words.gap(at).equals("-");
    boolean mixed = words.is(at, Words.CASED);
    boolean last = at + 1 == reading.count() || reading.parts(at + 1);
    boolean followed =
        !last && !reading.isSmall(at + 1) && !reading.words().is(at + 1, Words.DIGIT);
    boolean year = words.end(at) - words.start(at) == 4;
    return hyphened || mixed || (last || followed) && !year && reading.knownEnd(at - 1) == 0;
  }
}
