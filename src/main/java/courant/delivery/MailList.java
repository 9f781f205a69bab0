package courant.delivery;

import courant.edition.Audience;
import courant.masthead.SectionId;
import courant.reader.ReaderId;
import courant.source.SourceId;
import courant.story.AuthorId;
import courant.story.Listing;
import courant.story.Story;
import courant.topic.TopicId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What can be subscribed to by mail.
 *
 * @param target the number of the section, topic, author or source; 0 for the other kinds
 */
public record MailList(Kind kind, long target) {
  /** What it selects from. */
  public enum Kind {
    /** The whole review. */
    REVIEW,
    SECTION,
    TOPIC,
    AUTHOR,
    SOURCE,
    /** What the reader follows. */
    FOLLOWS,
    /** What the desk writes by hand. */
    LETTERS,
    /** What was wrong in what somebody was mailed; nobody subscribes to it. */
    CORRECTIONS;

    /** Its lower-case name, as in tables. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static final MailList REVIEW = new MailList(Kind.REVIEW, 0);
  public static final MailList FOLLOWS = new MailList(Kind.FOLLOWS, 0);
  public static final MailList LETTERS = new MailList(Kind.LETTERS, 0);
  public static final MailList CORRECTIONS = new MailList(Kind.CORRECTIONS, 0);

  /** The list of an audience; none for days and searches. */
  public static Optional<MailList> of(Audience audience) {
    return switch (audience) {
      case Audience.Everyone _ -> Optional.of(REVIEW);
      case Audience.OfReader(ReaderId _) -> Optional.of(FOLLOWS);
      case Audience.OfSection(var section) -> some(Kind.SECTION, section.id().value());
      case Audience.OfTopic(var topic) -> some(Kind.TOPIC, topic.id().value());
      case Audience.OfAuthor(var author) -> some(Kind.AUTHOR, author.id().value());
      case Audience.OfSource(var source) -> some(Kind.SOURCE, source.id().value());
      case Audience.OfDays _, Audience.Searching _ -> Optional.empty();
    };
  }

  /** All lists but personal ones that a story is in. */
  public static List<MailList> of(Story story) {
    List<MailList> lists = new ArrayList<>(List.of(REVIEW));
    story.section().ifPresent(one -> lists.add(new MailList(Kind.SECTION, one.id().value())));
    story.topics().forEach(one -> lists.add(new MailList(Kind.TOPIC, one.id().value())));
    story.byline().forEach(one -> lists.add(new MailList(Kind.AUTHOR, one.id().value())));
    story
        .origin()
        .ifPresent(one -> lists.add(new MailList(Kind.SOURCE, one.source().id().value())));
    return lists;
  }

  /** The list of stories it selects from; none for what is personal or written by hand. */
  public Optional<Listing> listing() {
    return switch (kind) {
      case REVIEW -> Optional.of(new Listing.Everything());
      case SECTION -> Optional.of(new Listing.InSection(new SectionId(target)));
      case TOPIC -> Optional.of(new Listing.About(new TopicId(target)));
      case AUTHOR -> Optional.of(new Listing.By(new AuthorId(target)));
      case SOURCE -> Optional.of(new Listing.From(new SourceId(target)));
      case FOLLOWS, LETTERS, CORRECTIONS -> Optional.empty();
    };
  }

  private static Optional<MailList> some(Kind kind, long target) {
    return Optional.of(new MailList(kind, target));
  }

  /** Names it in addresses and header fields, such as {@code section-12}. */
  public String key() {
    return target == 0 ? kind.word() : kind.word() + "-" + target;
  }

  /** The list with this key. */
  public static Optional<MailList> ofKey(String key) {
    if (!key.matches("[a-z]{1,10}(-[0-9]{1,18})?")) {
      return Optional.empty();
    }
    String[] parts = key.split("-", 2);
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(parts[0])) {
        return Optional.of(new MailList(kind, parts.length > 1 ? Long.parseLong(parts[1]) : 0));
      }
    }
    return Optional.empty();
  }
}
