package courant.delivery.app;

import courant.edition.Audience;
import courant.edition.Edition;
import courant.edition.Editions;
import courant.edition.Reason;
import courant.edition.Window;
import courant.follow.Follows;
import courant.follow.Interest;
import courant.follow.Marks;
import courant.reader.ReaderId;
import courant.story.Correction;
import courant.story.Corrections;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A reader's edition as apps take it: in streams, with marks, piece by piece. */
final class Shelf {
  /** How far back apps can look. */
  static final int DEEPEST = 500;

  /** One story, why it is here, and how the reader stands with it. */
  record Item(Edition.Entry entry, Marks.Mark mark) {
    Story story() {
      return entry.story();
    }

    /** What the reader follows of it. */
    List<Interest> interests() {
      return entry.reasons().stream()
          .flatMap(
              reason ->
                  reason instanceof Reason.Follows(var interest, _)
                      ? java.util.stream.Stream.of(interest)
                      : java.util.stream.Stream.empty())
          .toList();
    }
  }

  /**
   * A piece of a stream.
   *
   * @param next behind which story the next piece begins; empty for the last
   */
  record Page(List<Item> items, Optional<StoryId> next) {}

  private final Editions editions;
  private final Stories stories;
  private final Follows follows;
  private final Marks marks;
  private final Corrections corrections;

  Shelf(Editions editions, Stories stories, Follows follows, Marks marks, Corrections corrections) {
    this.editions = editions;
    this.stories = stories;
    this.follows = follows;
    this.marks = marks;
    this.corrections = corrections;
  }

  /** What was corrected of some items. */
  Map<StoryId, List<Correction>> corrections(List<Item> items) {
    return corrections.of(items.stream().map(item -> item.story().id()).toList());
  }

  /** A whole stream, the newest first; of what was saved, the last saved first. */
  List<Item> list(ReaderId reader, Stream stream) {
    boolean saved = stream instanceof Stream.Starred || stream instanceof Stream.Strays;
    List<Edition.Entry> entries =
        saved ? reasoned(reader, marks.saved(reader, 0, DEEPEST)) : edition(reader);
    return marked(reader, entries).stream().filter(stream::holds).toList();
  }

  /** Whether something saved is here for nothing that is followed. */
  boolean hasStrays(ReaderId reader) {
    return list(reader, new Stream.Starred()).stream().anyMatch(new Stream.Strays()::holds);
  }

  /** As they stand in the edition; older ones as they would, but for searches. */
  private List<Edition.Entry> reasoned(ReaderId reader, List<StoryId> wanted) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    Map<StoryId, Edition.Entry> edition = new HashMap<>();
    edition(reader).forEach(entry -> edition.put(entry.story().id(), entry));
    List<Interest> followed = follows.of(reader).follows();
    return editions.named(
        stories.published(wanted).stream()
            .map(
                story ->
                    edition.getOrDefault(
                        story.id(), new Edition.Entry(story, reasons(story, followed))))
            .toList());
  }

  private static List<Reason> reasons(Story story, List<Interest> followed) {
    return Interest.of(story).stream()
        .filter(followed::contains)
        .<Reason>map(interest -> new Reason.Follows(interest, ""))
        .toList();
  }

  /**
   * Part of a stream. Where it begins is found before anything is left out, so that what is marked
   * between two pieces moves nothing.
   */
  Page page(ReaderId reader, Stream stream, Asked asked) {
    List<Item> all = list(reader, stream);
    List<Item> ordered = asked.oldestFirst() ? all.reversed() : all;
    List<Item> rest =
        ordered.stream()
            .skip(asked.after().map(story -> position(ordered, story) + 1).orElse(0))
            .filter(asked::takes)
            .toList();
    List<Item> piece = rest.stream().limit(asked.most()).toList();
    return new Page(
        piece,
        piece.size() < rest.size() ? Optional.of(piece.getLast().story().id()) : Optional.empty());
  }

  /** What of a stream was published until an instant. */
  List<StoryId> until(ReaderId reader, Stream stream, Instant until) {
    return list(reader, stream).stream()
        .map(Item::story)
        .filter(story -> !story.published().isAfter(until))
        .map(Story::id)
        .toList();
  }

  /** Stories by number. */
  List<Item> items(ReaderId reader, List<StoryId> wanted) {
    return marked(reader, reasoned(reader, wanted));
  }

  private List<Edition.Entry> edition(ReaderId reader) {
    return editions.select(new Audience.OfReader(reader), new Window(1, DEEPEST)).entries();
  }

  private List<Item> marked(ReaderId reader, List<Edition.Entry> entries) {
    Map<StoryId, Marks.Mark> how =
        marks.of(reader, entries.stream().map(Edition.Entry::story).toList());
    return entries.stream()
        .map(entry -> new Item(entry, Objects.requireNonNull(how.get(entry.story().id()))))
        .toList();
  }

  /** One that is there no more ends the stream: from the start again it would never end. */
  private static int position(List<Item> items, StoryId story) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).story().id().equals(story)) {
        return i;
      }
    }
    return items.size();
  }
}
