package courant.transfer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a foreign export holds, one piece at a time, in the words of this house. */
sealed interface Exported {
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
  record Label(String slug, String name) {}

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
   * @param body HTML, not sanitised
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
      String body,
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
      implements Exported {}

  /** A picture by its address elsewhere. */
  record Image(String address, int width, int height, String alt, String caption) {}

  /**
   * A reader's reply.
   *
   * @param parent id of the reply it answers; empty if it answers the story
   * @param address the replier's e-mail address; kept from sight
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

  /** What the old site's moderators said of a comment. */
  enum Approval {
    APPROVED,
    HELD,
    SPAM
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

  /** Something that is not taken, and why. */
  record Left(String item, String reason) implements Exported {}
}
