package courant.delivery.mail;

import courant.delivery.Issue;
import courant.delivery.Issues;
import courant.delivery.OwedCorrections;
import courant.delivery.Subscriptions;
import courant.delivery.Suppressions;
import courant.delivery.Suppressions.Cause;
import courant.reader.ReaderId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes in what comes back: stops mail to a mailbox that is gone or complained, counts what only
 * failed for now, takes off who asks. It acts only on what bears a stamp of ours, which nobody can
 * forge; all else is only listed.
 */
public final class HearBack {
  private static final int LONGEST_WHY = 300;

  private final Stamps stamps;
  private final Issues issues;
  private final OwedCorrections owed;
  private final Subscriptions subscriptions;
  private final Suppressions suppressions;
  private final Returned returned;

  HearBack(
      Stamps stamps,
      Issues issues,
      OwedCorrections owed,
      Subscriptions subscriptions,
      Suppressions suppressions,
      Returned returned) {
    this.stamps = stamps;
    this.issues = issues;
    this.owed = owed;
    this.subscriptions = subscriptions;
    this.suppressions = suppressions;
    this.returned = returned;
  }

  /** Whether mail to an address can be about a message of ours. */
  boolean awaits(String address) {
    return stamps.find(address).isPresent();
  }

  /**
   * Takes in one message.
   *
   * @param arrivedAt the envelope's recipient, where it is known; may be empty
   * @return what was made of it
   */
  public IncomingMail.Meaning take(byte[] message, String arrivedAt) {
    IncomingMail mail = BounceReader.read(message);
    Optional<Stamp> about = about(mail, message, arrivedAt);
    IncomingMail.Meaning meaning = mail.meaning();
    about.ifPresent(stamp -> act(meaning, stamp));
    returned.add(meaning.kind(), why(meaning), about);
    return meaning;
  }

  /** The return path first; then what the far side gives back of our message. */
  private Optional<Stamp> about(IncomingMail mail, byte[] message, String arrivedAt) {
    String all =
        new String(message, StandardCharsets.ISO_8859_1).replace("=\r\n", "").replace("=\n", "");
    return Stream.of(
            Stream.of(arrivedAt),
            mail.arrivedAt().stream().map(Recipient::address),
            mail.originalMessageId().stream(),
            Stream.of(all))
        .flatMap(places -> places)
        .flatMap(place -> stamps.find(place).stream())
        .findFirst();
  }

  private void act(IncomingMail.Meaning meaning, Stamp about) {
    ReaderId reader = about.reader();
    switch (meaning) {
      case IncomingMail.HardBounce _ -> suppressions.stop(reader, Cause.HARD, why(meaning));
      case IncomingMail.SoftBounce _ -> suppressions.countSoft(reader, why(meaning));
      case IncomingMail.Complaint _ -> suppressions.stop(reader, Cause.COMPLAINT, why(meaning));
      case IncomingMail.Unsubscribe _ -> leave(about);
      case IncomingMail.AutoReply _, IncomingMail.Other _ -> {}
    }
  }

  private void leave(Stamp about) {
    ReaderId reader = about.reader();
    Optional<Issue> issue = issues.byId(about.issue());
    if (issue.isEmpty()) {
      subscriptions.leaveAll(reader); // of so long ago that we do not know what it was
    } else {
      subscriptions.leave(
          reader, OwedCorrections.leaves(issue.get(), owed.carried(issue.get(), reader)));
    }
  }

  private static String why(IncomingMail.Meaning meaning) {
    List<String> parts =
        switch (meaning) {
          case IncomingMail.HardBounce(_, var status, var diagnosis, var reason) ->
              List.of(reason, status.map(EnhancedStatus::toString).orElse(""), diagnosis);
          case IncomingMail.SoftBounce(_, var status, var diagnosis, var reason) ->
              List.of(reason, status.map(EnhancedStatus::toString).orElse(""), diagnosis);
          case IncomingMail.Complaint _,
              IncomingMail.Unsubscribe _,
              IncomingMail.AutoReply _,
              IncomingMail.Other _ ->
              List.of(meaning.reason());
        };
    String why =
        SendIssues.masked(
            String.join(" · ", parts.stream().filter(part -> !part.isBlank()).toList()));
    return why.substring(0, Math.min(why.length(), LONGEST_WHY));
  }
}
