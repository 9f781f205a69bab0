package courant.delivery.mail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A delivery status notification (RFC 3464, RFC 6533), also where it is not labelled as one. */
final class DeliveryReport {
  private static final Pattern UNLABELLED =
      Pattern.compile(
          "(?im)^(?:final|original)-recipient\\s*:.*\n(?:.*\n){0,12}?(?:action|status)\\s*:");

  private static final Pattern SUCCESS = Pattern.compile("deliver|relayed|expanded");

  /** One recipient's fields of the report. */
  private record Fate(Optional<Recipient> recipient, String action, MailFields fields) {
    static Fate of(MailFields fields) {
      return new Fate(
          Stream.of("original-recipient", "final-recipient", "x-actual-recipient")
              .flatMap(name -> fields.first(name).stream())
              .flatMap(value -> Recipient.in(value.replace("(a)", "@")).stream())
              .findFirst(),
          fields.value("action").toLowerCase(Locale.ROOT),
          fields);
    }

    boolean delayed() {
      return action.startsWith("delay");
    }

    boolean failed() {
      return action.isEmpty()
          ? fields.has("status") && !fields.value("status").startsWith("2")
          : !SUCCESS.matcher(action).lookingAt();
    }

    Diagnosis diagnosis(String said) {
      String diagnostic =
          fields.value("diagnostic-code").replaceFirst("(?i)^\\s*(?:x-)?[a-z0-9-]+\\s*;\\s*", "");
      return Diagnosis.ofReport(fields.value("status"), diagnostic, said, delayed());
    }
  }

  private DeliveryReport() {}

  /** Reads a message as a delivery report, if it carries one. */
  static Optional<IncomingMail.Meaning> read(OpenedMail mail) {
    return reports(mail)
        .map(DeliveryReport::fates)
        .filter(fates -> !fates.isEmpty())
        .findFirst()
        .map(fates -> meaning(mail, fates));
  }

  private static Stream<String> reports(OpenedMail mail) {
    return Stream.concat(
        mail.leaves().stream()
            .filter(leaf -> leaf.type().matches("message/(?:global-)?delivery-status"))
            .sorted(Comparator.comparingInt(OpenedMail.Leaf::depth))
            .map(OpenedMail.Leaf::text),
        mail.leaves().stream()
            .map(OpenedMail.Leaf::text)
            .filter(text -> UNLABELLED.matcher(text).find()));
  }

  private static List<Fate> fates(String report) {
    List<Fate> fates = new ArrayList<>();
    for (String block : report.split("\n[ \\t]*(?:\n[ \\t]*)+")) {
      MailFields fields = MailFields.parse(block).build();
      if (fields.has("final-recipient")
          || fields.has("original-recipient")
          || fields.has("action")) {
        fates.add(Fate.of(fields));
      }
    }
    return fates;
  }

  private static IncomingMail.Meaning meaning(OpenedMail mail, List<Fate> fates) {
    List<Fate> failed = fates.stream().filter(Fate::failed).toList();
    if (failed.isEmpty()) {
      return new IncomingMail.Other("a report of success: " + fates.getFirst().action());
    }
    Notice notice = Notice.of(mail.texts().stream().findFirst().orElse(""), mail.returned());
    List<Diagnosis> diagnoses = failed.stream().map(fate -> fate.diagnosis(notice.said())).toList();
    boolean hard = diagnoses.stream().anyMatch(Diagnosis::hard);
    List<Recipient> recipients = new ArrayList<>();
    for (int i = 0; i < failed.size(); i++) {
      if (diagnoses.get(i).hard() == hard) {
        failed.get(i).recipient().ifPresent(recipients::add);
      }
    }
    return diagnoses.stream()
        .filter(diagnosis -> diagnosis.hard() == hard)
        .findFirst()
        .orElseThrow()
        .meaning(
            recipients.isEmpty()
                ? new Addressees(mail, notice).find()
                : recipients.stream().distinct().toList());
  }
}
