package courant.figure;

import courant.delivery.Subscriptions;
import courant.follow.Follows;
import courant.masthead.Mastheads;
import courant.platform.db.Database;
import courant.platform.job.Fact;
import courant.platform.job.FactReader;
import courant.reply.Replies;
import courant.reply.Reply;
import courant.reply.ReplyFact;
import courant.reply.ReplyId;
import courant.story.StoryFact;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what is told as a fact, each exactly once: the count and the place move together. Every
 * node reads every fact, and leaves out what another has counted.
 */
final class CountFacts implements FactReader {
  private final Figures figures;
  private final Replies replies;
  private final Database database;
  private final Mastheads mastheads;

  CountFacts(Figures figures, Replies replies, Database database, Mastheads mastheads) {
    this.figures = figures;
    this.replies = replies;
    this.database = database;
    this.mastheads = mastheads;
  }

  @Override
  public void read(List<Fact> facts) {
    Map<Fact, Figures.Line> lines = new LinkedHashMap<>();
    facts.forEach(fact -> line(fact).ifPresent(line -> lines.put(fact, line)));
    long last = facts.getLast().place();
    database.change(
        handle -> {
          long counted = figures.place(handle).orElse(0);
          if (counted < last) {
            minutes(lines, counted)
                .forEach((at, some) -> figures.add(handle, some, at, mastheads.masthead().zone()));
            figures.place(handle, last);
          }
        });
  }

  /** What comes after a place, by the minute. */
  private static Map<Instant, List<Figures.Line>> minutes(
      Map<Fact, Figures.Line> lines, long place) {
    Map<Instant, List<Figures.Line>> minutes = new LinkedHashMap<>();
    lines.forEach(
        (fact, line) -> {
          if (fact.place() > place) {
            minutes
                .computeIfAbsent(fact.at().truncatedTo(ChronoUnit.MINUTES), _ -> new ArrayList<>())
                .add(line);
          }
        });
    return minutes;
  }

  private Optional<Figures.Line> line(Fact fact) {
    if (fact.kind().equals(ReplyFact.APPROVED)) {
      return replies
          .byId(new ReplyId(fact.subject()))
          .map(Reply::story)
          .map(story -> new Figures.Line(FigureKind.REPLY, story.value(), 1));
    }
    if (StoryFact.of(fact).orElse(null) instanceof StoryFact.Published(var story)) {
      return Optional.of(new Figures.Line(FigureKind.PUBLISH, story.value(), 1));
    }
    return kind(fact).map(kind -> new Figures.Line(kind, 0, 1));
  }

  private static Optional<FigureKind> kind(Fact fact) {
    if (Subscriptions.began(fact).isPresent()) {
      return Optional.of(FigureKind.SUBSCRIBE);
    }
    if (Subscriptions.ended(fact).isPresent()) {
      return Optional.of(FigureKind.UNSUBSCRIBE);
    }
    return switch (fact.kind()) {
      case Follows.BEGAN -> Optional.of(FigureKind.FOLLOW);
      case Follows.ENDED -> Optional.of(FigureKind.UNFOLLOW);
      default -> Optional.empty();
    };
  }
}
