package courant.syndication.wire;

import courant.platform.db.Ids;
import courant.platform.job.Facts;
import courant.source.Source;
import courant.source.Sources;
import courant.story.StoryId;
import courant.syndication.change.CorrectionWords;
import courant.syndication.change.HearChange;
import courant.syndication.change.PartnerChange.Sign;
import courant.syndication.feed.Entry;
import courant.syndication.feed.Feed;
import courant.syndication.feed.FeedFormat;
import courant.syndication.feed.FeedReader;
import courant.syndication.feed.Scope;
import courant.syndication.intake.Intake;
import courant.syndication.intake.Intake.Destination;
import courant.syndication.intake.IntakeModule;
import courant.syndication.intake.Intakes;
import courant.syndication.intake.Item;
import courant.syndication.intake.KnownItems;
import courant.syndication.intake.KnownItems.Known;
import courant.syndication.intake.TakeEntries;
import courant.syndication.intake.TakeItem;
import courant.syndication.wire.HeldWires.Handed;
import courant.syndication.wire.Wire.Status;
import courant.syndication.wire.WireDeliveries.Way;
import courant.syndication.wire.WireReader.Dispatches;
import courant.syndication.wire.WireReader.Format;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Takes in what a partner hands in: stories as wire services send them, or a feed. New versions of
 * known stories are changes; those that may not be used any more are withdrawals.
 */
final class TakeWires {
  private final Facts facts;
  private final Sources sources;
  private final Intakes intakes;
  private final KnownItems known;
  private final WireVersions versions = new WireVersions();
  private final TakeItem takeItem;
  private final TakeEntries takeEntries;
  private final HearChange hear;
  private final WireDeliveries deliveries;
  private final FeedReader feeds;
  private final HeldWires held;
  private final Ids ids;
  private final InstantSource clock;

  TakeWires(
      Facts facts,
      Sources sources,
      IntakeModule intake,
      HearChange hear,
      WireDeliveries deliveries,
      HeldWires held,
      Ids ids,
      InstantSource clock) {
    this.facts = facts;
    this.sources = sources;
    this.intakes = intake.intakes();
    this.known = intake.known();
    this.takeItem = intake.takeItem();
    this.takeEntries = intake.takeEntries();
    this.hear = hear;
    this.deliveries = deliveries;
    this.held = held;
    this.ids = ids;
    this.feeds = new FeedReader(clock);
    this.clock = clock;
  }

  /**
   * What became of it.
   *
   * @param read whether anything in it could be read
   * @param trouble why it brought nothing, or less; empty if all went well
   * @param until when what it holds back for an embargo is taken; empty if that is nothing
   */
  record Result(boolean read, int taken, int changed, String trouble, Optional<Instant> until) {
    private static Result nothing(boolean read, String why) {
      return new Result(read, 0, 0, why, Optional.empty());
    }

    private static Result changes(int taken, int changed) {
      return new Result(true, taken, changed, "", Optional.empty());
    }

    private Result and(Result other) {
      return new Result(
          read || other.read,
          taken + other.taken,
          changed + other.changed,
          trouble.isEmpty() ? other.trouble : trouble,
          Stream.concat(until.stream(), other.until.stream()).min(Instant::compareTo));
    }
  }

  /**
   * Takes one document, and writes down what became of it.
   *
   * @param name of the file, or what else the sender calls it
   * @param type its media type; may be empty
   */
  Result take(Source source, Way way, String name, String type, byte[] body) {
    return take(source, new Handed(ids.next(), source.id(), way, name, type, body), false);
  }

  private Result take(Source source, Handed handed, boolean waited) {
    String type = handed.type();
    Dispatches read = WireReader.read(handed.body(), type.isEmpty() ? null : type);
    Result result =
        read.format() == Format.NONE
            ? feed(source, type, handed.body())
            : wires(source, read, handed.arrival(), waited);
    result.until().ifPresent(due -> held.keep(handed, due));
    deliveries.note(source.id(), handed.way(), handed.name(), result);
    return result;
  }

  /** Writes down why something was not even read. */
  void refuse(Source source, Way way, String name, String why) {
    deliveries.note(source.id(), way, name, Result.nothing(false, why));
  }

  private Result feed(Source source, String type, byte[] body) {
    Feed read =
        feeds.read(
            body,
            type.isEmpty() ? null : type,
            Scope.resolve(null, source.homePage()).orElse(null));
    if (read.format() == FeedFormat.NONE) {
      return Result.nothing(
          false, "neither ninjs, NITF, NewsML-G2 nor a feed: " + String.join("; ", read.faults()));
    }
    long scope = source.id().value();
    TakeEntries.Taken taken =
        takeEntries.take(source, intakes.of(source.id()), scope, read.entries());
    takeEntries.withdraw(source, scope, read.withdrawn());
    return Result.changes(taken.stories(), 0)
        .and(Result.nothing(true, String.join("; ", read.faults())));
  }

  private Result wires(Source source, Dispatches read, long arrival, boolean waited) {
    Intake intake = intakes.of(source.id());
    boolean few =
        read.stories().stream().filter(story -> story.status() != Status.USABLE).count()
            <= HearChange.MOST_WITHDRAWN;
    return read.stories().stream()
        .map(story -> one(source, intake, story, few, arrival, waited))
        .reduce(Result.nothing(!read.stories().isEmpty(), ""), Result::and)
        .and(Result.nothing(!read.stories().isEmpty(), String.join("; ", read.faults())));
  }

  private Result one(
      Source source, Intake intake, Wire wire, boolean few, long arrival, boolean waited) {
    Item item = Item.of(wire.entry(), source.id().value()).with(beside(wire));
    Optional<TakeItem.Offer> offer = offer(source, intake, item);
    return facts.write(
        telling -> {
          Handle handle = telling.handle();
          if (versions.isOlder(handle, source.id(), item, wire.version(), arrival, waited)) {
            return Result.nothing(true, "an older version than the one that is here");
          }
          versions.keep(handle, source.id(), item, wire.version(), arrival);
          Optional<Known> came =
              KnownItems.find(known.among(handle, source.id(), item.names()), item);
          if (wire.status() == Status.USABLE && waits(telling, source, intake, item, came)) {
            return new Result(true, 0, 0, "", item.beside().embargo());
          }
          return came.isPresent()
              ? again(telling, source, item, wire, came.get(), few)
              : fresh(telling, source, item, wire, offer);
        });
  }

  /**
   * Whether an embargo hides this from all, the desk included. A story that waits for its hour goes
   * out no sooner than that; of one that is out, readers would see what they may not see yet.
   */
  private boolean waits(
      Facts.Telling telling, Source source, Intake intake, Item item, Optional<Known> came) {
    Optional<Instant> end = item.beside().embargo();
    if (end.isEmpty()) {
      return false;
    }
    Optional<StoryId> story = came.flatMap(Known::story);
    boolean scheduled = story.isPresent() && hear.putOff(telling, source, story.get(), end.get());
    return intake.destination() != Destination.PUBLISH || (story.isPresent() && !scheduled);
  }

  private Item.Beside beside(Wire wire) {
    return new Item.Beside(
        wire.standfirst(),
        wire.dateline(),
        wire.embargo().filter(end -> end.isAfter(clock.instant())),
        wire.subjects().stream().map(MediaTopics::name).filter(name -> !name.isEmpty()).toList(),
        Optional.empty());
  }

  /** As a story, if the rules let it in. */
  private Optional<TakeItem.Offer> offer(Source source, Intake intake, Item item) {
    Entry entry = item.entry();
    return entry.isUsable()
            && intake.admits(entry, () -> takeItem.language(source, entry))
            && intake.isLongEnough(entry)
        ? Optional.of(takeItem.read(source, intake, item))
        : Optional.empty();
  }

  private Result fresh(
      Facts.Telling telling, Source source, Item item, Wire wire, Optional<TakeItem.Offer> offer) {
    if (wire.status() != Status.USABLE || !item.entry().isUsable()) {
      return Result.nothing(true, ""); // It comes when it may be used.
    }
    if (offer.isEmpty()) {
      known.leaveOut(telling.handle(), source.id(), item);
      return Result.nothing(true, "left out by the rules");
    }
    boolean taken = takeItem.take(telling, source, offer.get()).isPresent();
    return Result.changes(taken ? 1 : 0, 0);
  }

  private Result again(
      Facts.Telling telling, Source source, Item item, Wire wire, Known came, boolean few) {
    if (came.story().isEmpty()) {
      return Result.nothing(true, "");
    }
    if (wire.status() != Status.USABLE) {
      hear.withdrawn(telling, source, Sign.NOTICE, came.story().get(), wire.note(), few);
      return Result.changes(0, 1);
    }
    boolean changed = !came.print().equals(item.print());
    known.remember(telling.handle(), source.id(), item, came.story().get());
    if (changed) {
      hear.rewritten(
          telling,
          source,
          item.scope(),
          Sign.NOTICE,
          came.story().get(),
          item.entry().title(),
          takeItem.body(source, item.entry()),
          CorrectionWords.begin(wire.note()) ? wire.note() : "");
    }
    return Result.changes(0, changed ? 1 : 0);
  }

  /** Takes what was held until its embargo ended; to be called every moment. */
  void release() {
    for (Handed one : held.due()) {
      sources.byId(one.source()).ifPresent(source -> take(source, one, true));
      held.forget(one);
    }
  }
}
