package courant.delivery.page.my;

import courant.follow.Follows;
import courant.platform.i18n.Texts;
import courant.search.QueryError;
import java.util.List;

/**
 * What became of each line of a list of subscriptions.
 *
 * @param more whether there were more than are read of one list
 */
public record OpmlReport(List<Line> lines, boolean more) {
  /** As many lines as are told one by one. */
  public static final int TOLD = 500;

  /**
   * One subscription.
   *
   * @param number where it stands in the list, from 1
   * @param name as it was called there, or its address; may be empty
   */
  public record Line(int number, String name, Outcome outcome) {}

  /** What became of one subscription. */
  public sealed interface Outcome {
    /** It is followed from now on. */
    record Taken() implements Outcome {}

    /** It was followed before, or stands in the list twice. */
    record Known() implements Outcome {}

    /** It is muted, and stays so. */
    record Muted() implements Outcome {}

    /** A search that cannot be kept. */
    record Refused(QueryError error) implements Outcome {}

    /** There is room for no more. */
    record Full() implements Outcome {}

    /** The whole review, which nobody need follow. */
    record WholeReview() implements Outcome {}

    /** Somebody's own page. */
    record Personal() implements Outcome {}

    /** Nothing that this review has. */
    record Elsewhere() implements Outcome {}
  }

  public long taken() {
    return lines.stream().filter(line -> line.outcome() instanceof Outcome.Taken).count();
  }

  public long known() {
    return lines.stream().filter(line -> line.outcome() instanceof Outcome.Known).count();
  }

  public long untaken() {
    return lines.size() - taken() - known();
  }

  /** The lines to be told: those that were not taken. */
  public List<Line> told() {
    return lines.stream()
        .filter(
            line ->
                !(line.outcome() instanceof Outcome.Taken
                    || line.outcome() instanceof Outcome.Known))
        .limit(TOLD)
        .toList();
  }

  /** How many lines were not taken beside those told. */
  public long untold() {
    return untaken() - told().size();
  }

  /** Why a line was not taken; empty for one that was. */
  public static String why(Line line, Texts texts) {
    return switch (line.outcome()) {
      case Outcome.Taken _, Outcome.Known _ -> "";
      case Outcome.Muted _ -> texts.say("my.opml.muted");
      case Outcome.Refused(var error) ->
          texts.say("my.refused", error.position() + 1, texts.say(error.reason().key()));
      case Outcome.Full _ -> texts.say("my.full", Follows.MOST, Follows.MOST_SEARCHES);
      case Outcome.WholeReview _ -> texts.say("my.opml.whole");
      case Outcome.Personal _ -> texts.say("my.opml.personal");
      case Outcome.Elsewhere _ -> texts.say("my.opml.elsewhere");
    };
  }
}
