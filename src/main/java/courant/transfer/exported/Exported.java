package courant.transfer.exported;

import courant.platform.web.Slug;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a foreign export holds, one piece at a time, in the words of this house. */
public sealed interface Exported {
  /**
   * The review the file was taken from.
   *
   * @param address its web address without a slash at its end; empty if unknown
   * @param version of the export's format, as it says itself
   */
  record Site(String title, String tagline, String address, String language, String version)
      implements Exported {}

  /** Someone who signs, under the name other pieces refer to. */
  record Writer(String login, String name, String about) implements Exported {}

  /** A label with the slug other pieces refer to. */
  record Label(String slug, String name) {
    /** Its slug here; labels with the same one are the same. */
    public Slug place() {
      return Foreign.slug(slug);
    }
  }

  /**
   * What a category or tag says of itself, where the file lists them.
   *
   * @param about plain text; may be empty
   */
  record Term(String slug, String name, String about) implements Exported {}

  /** How a body becomes HTML, which is left to whoever has a processor to spare. */
  @FunctionalInterface
  interface Body {
    /** HTML, not sanitised; adds what could not be kept to {@code notes}, in words. */
    String html(List<String> notes);
  }

  /** What is to become of an entry. */
  enum Fate {
    PUBLISHED,
    SCHEDULED,
    DRAFT
  }

  /**
   * A story or a standing page.
   *
   * @param id unique in its site
   * @param page whether it is a standing page, such as About, and no story
   * @param length of the body, in characters, as a measure of what it costs to keep in memory
   * @param published empty if the file does not tell
   * @param byline in order; may be empty
   * @param categories in order; the first that is a section becomes the story's
   * @param source name of the publication it was taken from
   * @param sourceAddress where the original is; may be empty
   * @param oldAddresses paths that led to it, from the old site's root, with query if any
   * @param notes what of it could not be kept, in words
   */
  record Entry(
      String id,
      boolean page,
      Fate fate,
      String title,
      String slug,
      String standfirst,
      Body body,
      int length,
      Optional<Instant> published,
      Optional<Instant> updated,
      List<Label> byline,
      List<Label> categories,
      List<Label> tags,
      String source,
      String sourceAddress,
      Optional<Image> lead,
      String language,
      List<String> oldAddresses,
      List<Comment> comments,
      List<String> notes)
      implements Exported {
    /** As reports name it. */
    public String label() {
      return "“" + title + "” (" + id + ")";
    }

    /** Whether it was to go out, and then did not. */
    public boolean isOverdue(Instant now) {
      return fate == Fate.SCHEDULED && published.filter(due -> due.isAfter(now)).isEmpty();
    }
  }

  /** A picture by its address elsewhere. */
  record Image(String address, int width, int height, String alt, String caption) {}

  /**
   * A reader's reply.
   *
   * @param parent id of the reply it answers; empty if it answers the story
   * @param address the replier's e-mail address; kept from sight
   * @param text as written; HTML that is not sanitised
   */
  record Comment(
      String id,
      String parent,
      String name,
      Secret address,
      String website,
      String text,
      Optional<Instant> at,
      Approval approval) {}

  /**
   * A page that was commented on elsewhere, and is a story here.
   *
   * @param id unique in its export
   * @param addresses where it was, as web addresses or paths, the likeliest first
   */
  record Discussion(String id, List<String> addresses, String title) implements Exported {}

  /** A comment in a discussion. */
  record Said(String discussion, Comment comment) implements Exported {}

  /** What the old site's moderators said of a comment; what they threw away is not here. */
  enum Approval {
    APPROVED,
    HELD
  }

  /** A value that is never printed. */
  record Secret(String value) {
    @Override
    public String toString() {
      return value.isEmpty() ? "" : "…";
    }
  }

  /** A file that stories show, counted but not fetched: bodies name it by its address. */
  record Media(String address) implements Exported {}

  /** Where the file is damaged so that nothing after it can be read. */
  record BrokenOff(String item, String reason) implements Exported {}

  /** Something that is not taken, and why. */
  record Left(String item, String reason) implements Exported {}
}
