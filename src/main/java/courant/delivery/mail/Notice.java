package courant.delivery.mail;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A bounce in free words, as qmail, Exim, Exchange, webmail providers and gateways write them in
 * their own languages.
 *
 * @param said what the mail system wrote
 * @param returned the fields of the message it gives back
 */
record Notice(String said, MailFields returned) {
  private static final int LONGEST = 16_000;
  private static final Map<String, Pattern> PHRASES = Lexicon.read("/delivery/mail/notices.txt");

  private static final Pattern DAEMON =
      Pattern.compile(
          "(?i)mailer[-_. ]?daemon|\\bpost_?master|mdaemon|mail[ ._-]delivery|delivery[ ._-](?:sub)?system"
              + "|mail[ ._-]administrator|system[ ._-]administrator|mail[ ._]system|mail[_ ]service"
              + "|mail delivery (?:service|system)|bounce|virus_for_smtp|\\bimss\\b|emailserver|mailserver"
              + "|mailadm|lsmtp|^$|^\"?[^<]*\"? ?<>$|\\(mail|\\bdaemon@|no-?reply.*deliver");

  /** Where the notice ends and the message it gives back begins. */
  private static final Pattern RETURNED =
      Pattern.compile(
          "(?im)^[ \\t>|*#=_~-]*(?:"
              + "(?:the |your )?(?:original|returned|unsent|undelivered|rejected|failed|bounced) (?:message|mail|e-mail|text)\\b(?! headers?:).{0,40}"
              + "|.{0,60}\\b(?:is|are|follows|contains|below) (?:\\S+ ){0,3}?copy of .{0,80}"
              + "|(?:a )?copy of (?:the|your) .{0,60}|a summary of the (?:un|non).{0,40}"
              + "|(?:message|mail) (?:text|headers?|body|follows|below)\\b(?! fields).{0,60}|start of returned.{0,40}"
              + "|header of the .{0,60}|the header and .{0,60}|the first \\d+ lines.{0,80}|your message reads.{0,40}"
              + "|old message:|---+ ?mensaje original.{0,30}|.{0,40}(?:原邮件|原郵件|原信|副本|拷贝|拷貝|元のメッセージ|원본 ?메).{0,40}"
              + "|included is a copy.{0,60}|message header follows.{0,20}|.{0,20}forwarded message.{0,30}"
              + ")[ \\t>|*#=_~:;.-]*$"
              + "|^Content-Type: ?message/rfc822.*"
              + "|^[> \\t]{0,3}(?:Received: (?:from|by|\\(|with)|Return-Path: ?<)");

  /** Splits what a notice says from what it gives back. */
  static Notice of(String text, MailFields returned) {
    String bounded = text.substring(0, Math.min(text.length(), LONGEST));
    Matcher boundary = RETURNED.matcher(bounded);
    int from = 0;
    while (boundary.find(from)) {
      if (!bounded.substring(0, boundary.start()).isBlank()) {
        MailFields below = MailFields.parse(bounded.substring(afterHeading(boundary))).build();
        return new Notice(
            bounded.substring(0, boundary.start()), returned.byName().isEmpty() ? below : returned);
      }
      from = boundary.end();
    }
    return new Notice(bounded, returned);
  }

  private static int afterHeading(Matcher boundary) {
    return boundary.group().contains("Received:") || boundary.group().contains("Return-Path:")
        ? boundary.start()
        : boundary.end();
  }

  /** Reads a message as a bounce, if it is one. */
  static Optional<IncomingMail.Meaning> read(OpenedMail mail) {
    String subject = mail.fields().value("subject");
    boolean bySubject = has("failure-subject", subject);
    boolean byDaemon = fromDaemon(mail.fields());
    for (String text : mail.texts().stream().limit(3).toList()) {
      Notice notice = of(text, mail.returned());
      String opening = notice.opening(bySubject);
      boolean byBody = has("failure-body", opening) || (byDaemon && Diagnosis.repliesIn(opening));
      boolean givesBack = !notice.returned.byName().isEmpty();
      if (mail.fields().has("x-failed-recipients")
          || (byBody && (byDaemon || bySubject || givesBack))
          || (byDaemon && bySubject)) {
        return Optional.of(notice.meaning(mail, subject));
      }
    }
    return Optional.empty();
  }

  /** Without a telling subject the first lines must say it: people quote bounces, too. */
  private String opening(boolean bySubject) {
    String own = Addressees.withoutQuotedFields(said);
    return bySubject
        ? own
        : own.lines().filter(line -> !line.isBlank()).limit(3).collect(Collectors.joining(" "));
  }

  private IncomingMail.Meaning meaning(OpenedMail mail, String subject) {
    List<Recipient> recipients = new Addressees(mail, this).find();
    String flat = Diagnosis.flat(said);
    boolean delayed = has("delay", subject) || (has("delay", flat) && !has("given-up", flat));
    Diagnosis diagnosis =
        Diagnosis.ofNotice(Addressees.withoutQuotedFields(said), subject, delayed);
    return diagnosis.meaning(recipients);
  }

  static boolean fromDaemon(MailFields fields) {
    String from = fields.value("from");
    return DAEMON.matcher(from.isEmpty() ? fields.value("sender") : from).find();
  }

  /** Whether a text begins with one of the phrases. */
  static boolean opens(String phrases, String text) {
    Pattern pattern = PHRASES.get(phrases);
    return pattern != null && pattern.matcher(Diagnosis.flat(text)).lookingAt();
  }

  static boolean has(String phrases, String text) {
    Pattern pattern = PHRASES.get(phrases);
    return pattern != null && pattern.matcher(Diagnosis.flat(text)).find();
  }
}
