package courant.delivery;

import courant.story.StoryId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the desk writes by hand and mails.
 *
 * @param introduction plain text, its paragraphs parted by empty lines
 * @param segment the list whose readers get it; everybody if empty
 */
public record Letter(
    long id,
    String subject,
    String introduction,
    List<StoryId> stories,
    Optional<MailList> segment,
    State state) {
  /** Where it stands. */
  public sealed interface State {
    record Draft() implements State {}

    record Scheduled(Instant due) implements State {}

    /** Open to everybody in the archive. */
    record Sent(Instant at) implements State {}
  }

  /** Where it is to be read once it is sent. */
  public String path() {
    return "/letters/" + id;
  }

  /** The introduction's paragraphs. */
  public List<String> paragraphs() {
    return introduction.isBlank()
        ? List.of()
        : List.of(introduction.strip().split("\\s*\\R\\s*\\R\\s*"));
  }
}
