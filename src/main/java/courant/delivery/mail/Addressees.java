package courant.delivery.mail;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds whom a notice is about: the surest source that names somebody wins. */
final class Addressees {
  private static final int MOST = 50;

  /** Fields of the original message quoted in the notice: their addresses prove nothing. */
  private static final Pattern QUOTED_FIELD =
      Pattern.compile(
          "(?i)^[>\\s|*]*(?:from|to|cc|bcc|sender|reply-to|subject|message-?id|x-[\\w-]+|references"
              + "|in-reply-to|date|sent|errors-to|list-[\\w-]+|return-path|received|content-[\\w-]+"
              + "|mime-version|mail from)\\s*:");

  /** Whom to turn to is not whom it was for. */
  private static final Pattern CONTACT =
      Pattern.compile("(?i)please (?:contact|call|send|e-?mail)|assistance|contact:|mailto:");

  private static final Pattern LABELLED =
      Pattern.compile(
          "(?i)(?:final[- ]recipient|failed (?:recipient|address)|intended recipient|undeliverable address|(?:un)?known user|no such user|invalid (?:final delivery )?(?:userid|user|recipient|address)|undeliverable to|delivery failed \\d+ attempts|error-for|originally addressed to|was addressed to|generated from|user'?s mailbox is full|failed to deliver to|unable to deliver (?:\\S+ ){0,2}?(?:message )?to|recipient address|to the following recipient|(?:could not|couldn't|cannot|not) be delivered to|addressed to|verification failed for|local mailbox|failed for|delivery to|undeliverable|message was addressed,)"
              + "[\\s:;'\"<>=(*-]{0,12}(?:rfc822;|smtp:)?\\s*<?(?=\\S{1,200}@)");

  /** A line that begins with an address: the list in nearly every notice. */
  private static final Pattern OPENS_LINE =
      Pattern.compile("^[\\s>*\"'<(•·-]{0,20}(?:smtp:|rfc822;)?\\s*(?=\\S{1,200}@)");

  private static final Pattern EXPANDED_FROM =
      Pattern.compile("(?i)(?:expanded|generated|forwarded) from:?\\s*<?(?=\\S{1,200}@)");
  private static final Pattern ORIGINAL =
      Pattern.compile(
          "(?i)(?:original (?:recipient )?address|originally addressed to|was addressed to)\\s*:?\\s*<?(?=\\S{1,200}@)");
  private static final Pattern RCPT = Pattern.compile("(?i)rcpt to:?\\s*<?(?=\\S{1,200}@)");
  private static final Pattern BARE =
      Pattern.compile(
          "(?im)(?:following|recipient|address|delivered to)[^\\n]{0,80}:?[^\\n]*\\n\\s*\\n?[ \\t]+([A-Za-z][\\w.-]{1,40})(?:[ \\t]{2,}|[ \\t]*\"|[ \\t]*$)");

  private final OpenedMail mail;
  private final Notice notice;
  private final Set<Recipient> correspondents;
  private final Set<Recipient> ourselves;

  Addressees(OpenedMail mail, Notice notice) {
    this.mail = mail;
    this.notice = notice;
    this.correspondents = mail.fields().addresses("from", "to").collect(Collectors.toSet());
    this.ourselves =
        Stream.of(
                mail.fields()
                    .addresses("from", "to", "delivered-to", "return-path", "sender", "errors-to"),
                notice
                    .returned()
                    .addresses(
                        "from", "sender", "return-path", "errors-to", "reply-to", "list-post"))
            .flatMap(addresses -> addresses)
            .collect(Collectors.toSet());
  }

  List<Recipient> find() {
    return Stream.<Supplier<List<Recipient>>>of(
            () -> mail.fields().addresses("x-failed-recipients").toList(),
            () -> after(ORIGINAL),
            () -> after(EXPANDED_FROM),
            () -> after(LABELLED),
            this::bareName,
            () -> after(OPENS_LINE),
            () -> after(RCPT),
            this::anywhere,
            () ->
                Recipient.in(mail.fields().value("subject")).stream()
                    .filter(this::foreign)
                    .toList(),
            () -> verp(mail.fields()).or(() -> verp(notice.returned())).stream().toList(),
            this::originalTo)
        .map(Supplier::get)
        .map(found -> found.stream().distinct().limit(MOST).toList())
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private List<Recipient> after(Pattern lead) {
    Set<Recipient> found = new LinkedHashSet<>();
    for (String line : tellingLines()) {
      Matcher matcher = lead.matcher(line);
      while (matcher.find()) {
        Matcher address = Recipient.PATTERN.matcher(line).region(matcher.end(), line.length());
        address.useTransparentBounds(false);
        if (address.lookingAt()) {
          Optional.of(Recipient.of(address)).filter(this::notTheNotices).ifPresent(found::add);
        }
      }
    }
    return List.copyOf(found);
  }

  private List<Recipient> anywhere() {
    return tellingLines().stream().flatMap(Addressees::addressesIn).filter(this::foreign).toList();
  }

  private List<String> tellingLines() {
    return withoutQuotedFields(notice.said())
        .lines()
        .filter(line -> !CONTACT.matcher(line).find())
        .toList();
  }

  /** What the mail system says, without the original's subject and addressees it repeats. */
  static String withoutQuotedFields(String said) {
    return said.lines()
        .filter(line -> !QUOTED_FIELD.matcher(line).find())
        .collect(Collectors.joining("\n"));
  }

  /** Some systems name their own users without the domain. */
  private List<Recipient> bareName() {
    Matcher bare = BARE.matcher(notice.said());
    if (!bare.find()) {
      return List.of();
    }
    String name = bare.group(1);
    return mail.leaves().stream()
        .flatMap(leaf -> addressesIn(leaf.text()))
        .filter(recipient -> recipient.localPart().equalsIgnoreCase(name))
        .findFirst()
        .or(
            () ->
                mail.fields()
                    .addresses("from")
                    .findFirst()
                    .map(
                        daemon ->
                            new Recipient(name + "@" + daemon.domain().toLowerCase(Locale.ROOT))))
        .stream()
        .toList();
  }

  private static Stream<Recipient> addressesIn(String text) {
    return Recipient.PATTERN
        .matcher(text)
        .results()
        .flatMap(found -> Recipient.in(found.group()).stream());
  }

  private List<Recipient> originalTo() {
    return notice
        .returned()
        .addresses("x-original-to", "to", "cc")
        .filter(this::foreign)
        .limit(2)
        .toList();
  }

  static Optional<Recipient> verp(MailFields fields) {
    return fields
        .addresses("to", "delivered-to", "x-original-to", "envelope-to", "return-path")
        .flatMap(address -> address.verp().stream())
        .findFirst();
  }

  private boolean foreign(Recipient recipient) {
    return notTheNotices(recipient) && !ourselves.contains(recipient);
  }

  private boolean notTheNotices(Recipient recipient) {
    String local = recipient.localPart().toLowerCase(Locale.ROOT);
    return !correspondents.contains(recipient)
        && !local.matches("mailer-daemon|postmaster|mdaemon|abuse|hostmaster")
        && !local.matches("mailman\\..*|[0-9a-f.$-]{20,}|e1[0-9a-z-]{14,}");
  }
}
