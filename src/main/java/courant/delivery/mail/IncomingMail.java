package courant.delivery.mail;

import java.util.List;
import java.util.Optional;

/**
 * A message that came to one of our return or list addresses, understood.
 *
 * @param meaning what it asks us to do
 * @param arrivedAt the addresses it was sent to; a variable return path names the delivery
 * @param originalMessageId the Message-ID of the message of ours it is about, where it says so
 */
public record IncomingMail(
    Meaning meaning, List<Recipient> arrivedAt, Optional<String> originalMessageId) {

  /** What a message that came back means for the delivery it is about. */
  public sealed interface Meaning {
    /** Whom it is about, most certain first; empty if the message hides it. */
    List<Recipient> recipients();

    /** Why we think so, in a few English words for the desk's list. */
    String reason();

    /** As {@code inspect} prints it: hard, soft, complaint, unsubscribe, auto or none. */
    default String kind() {
      return switch (this) {
        case HardBounce _ -> "hard";
        case SoftBounce _ -> "soft";
        case Complaint _ -> "complaint";
        case Unsubscribe _ -> "unsubscribe";
        case AutoReply _ -> "auto";
        case Other _ -> "none";
      };
    }
  }

  /** The address will not work again: no such mailbox, no such domain, account closed. */
  public record HardBounce(
      List<Recipient> recipients, Optional<EnhancedStatus> status, String diagnosis, String reason)
      implements Meaning {}

  /** Not now, or not this message: mailbox full, delayed, unreachable, refused as spam. */
  public record SoftBounce(
      List<Recipient> recipients, Optional<EnhancedStatus> status, String diagnosis, String reason)
      implements Meaning {}

  /**
   * The reader pressed "spam" (RFC 5965).
   *
   * @param reason the feedback type: {@code abuse}, {@code fraud}, {@code virus} or {@code other}
   */
  public record Complaint(List<Recipient> recipients, String reason) implements Meaning {}

  /** The reader asks to be let go. */
  public record Unsubscribe(List<Recipient> recipients, String reason) implements Meaning {}

  /** A machine answered for the reader: vacation, receipt, challenge. Nothing to do. */
  public record AutoReply(List<Recipient> recipients, String reason) implements Meaning {}

  /** For a person to read. */
  public record Other(String reason) implements Meaning {
    @Override
    public List<Recipient> recipients() {
      return List.of();
    }
  }
}
