package courant.delivery.app;

import courant.edition.Audience;
import courant.edition.Edition;
import courant.edition.Editions;
import courant.edition.Reason;
import courant.edition.Window;
import courant.follow.Interest;
import courant.follow.Marks;
import courant.reader.ReaderId;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
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
  }

  /**
   * A piece of a stream.
   *
   * @param next behind which story the next piece begins; empty for the last
   */
  record Page(List<Item> items, Optional<StoryId> next) {}

  private final Editions editions;
  private final Stories stories;
  private final Marks marks;

  Shelf(Editions editions, Stories stories, Marks marks) {
    this.editions = editions;
    this.stories = stories;
    this.marks = marks;
  }

  /** A whole stream, the newest first. */
  List<Item> list(ReaderId reader, Stream stream) {
    return marked(
        reader,
        switch (stream) {
          case Stream.Everything _ -> edition(reader);
          case Stream.Starred _ -> named(marks.saved(reader, 0, DEEPEST));
          case Stream.Followed(var interest) ->
              edition(reader).stream().filter(entry -> isFor(entry, interest)).toList();
        });
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
            .filter(item -> !asked.unreadOnly() || !item.mark().read())
            .filter(item -> !asked.starredOnly() || item.mark().saved())
            .filter(item -> !item.story().published().isBefore(asked.since()))
            .filter(item -> item.story().published().isBefore(asked.until()))
            .toList();
    List<Item> piece = rest.stream().limit(asked.most()).toList();
    return new Page(
        piece,
        piece.size() < rest.size() ? Optional.of(piece.getLast().story().id()) : Optional.empty());
  }

  /** Stories by number. */
  List<Item> items(ReaderId reader, List<StoryId> wanted) {
    return marked(reader, named(wanted));
  }

  private List<Edition.Entry> edition(ReaderId reader) {
    return editions.select(new Audience.OfReader(reader), new Window(1, DEEPEST)).entries();
  }

  private List<Edition.Entry> named(List<StoryId> ids) {
    return stories.published(ids).stream()
        .map(story -> new Edition.Entry(story, List.of()))
        .toList();
  }

  private static boolean isFor(Edition.Entry entry, Interest interest) {
    return entry.reasons().stream()
        .anyMatch(reason -> reason instanceof Reason.Follows(var why, _) && why.equals(interest));
  }

  private List<Item> marked(ReaderId reader, List<Edition.Entry> entries) {
    Map<StoryId, Marks.Mark> how =
        marks.of(reader, entries.stream().map(Edition.Entry::story).toList());
    return entries.stream()
        .map(entry -> new Item(entry, Objects.requireNonNull(how.get(entry.story().id()))))
        .toList();
  }

  private static int position(List<Item> items, StoryId story) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).story().id().equals(story)) {
        return i;
      }
    }
    return -1;
  }
}
