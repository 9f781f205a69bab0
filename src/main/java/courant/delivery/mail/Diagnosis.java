package courant.delivery.mail;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a message was not delivered, judged from a status code, an SMTP reply and the words around
 * them.
 *
 * @param hard whether the address will not work again
 * @param text what the mail system said, shortened
 * @param reason the same in our words
 */
record Diagnosis(boolean hard, Optional<EnhancedStatus> status, String text, String reason) {
  private static final int LONGEST = 400;

  /** A three-digit reply of 4xx or 5xx, not a part of a longer number or an address. */
  private static final Pattern REPLY =
      Pattern.compile(
          "(?<![\\w.:/@+-])([45][0-5]\\d)(?=[ \\-#:.)]+(?:\\D|[45]\\.\\d)|[\\s)\\]\"]*$)");

  private static final Pattern HEADING = Pattern.compile("(hard|soft) (\\d)\\.(\\d) (.+)");

  private static final List<Cause> CAUSES =
      Lexicon.read("/delivery/mail/reasons.txt").entrySet().stream().map(Cause::of).toList();

  /** One way to fail: a section of the lexicon. */
  private record Cause(boolean hard, int subject, int detail, String reason, Pattern phrases) {
    static Cause of(Map.Entry<String, Pattern> section) {
      Matcher heading = HEADING.matcher(section.getKey());
      if (!heading.matches()) {
        throw new IllegalStateException("reasons.txt: " + section.getKey());
      }
      return new Cause(
          heading.group(1).equals("hard"),
          Integer.parseInt(heading.group(2)),
          Integer.parseInt(heading.group(3)),
          heading.group(4),
          section.getValue());
    }

    EnhancedStatus status(boolean transientFailure) {
      return new EnhancedStatus(transientFailure ? 4 : 5, subject, detail);
    }
  }

  /**
   * Judges one recipient's fields of a delivery report.
   *
   * @param reported the status field
   * @param diagnostic what the far side said, in its own words; may be empty
   * @param notice the human-readable part, for where the fields say nothing
   * @param delayed whether the system will go on trying
   */
  static Diagnosis ofReport(String reported, String diagnostic, String notice, boolean delayed) {
    String said = flat(diagnostic + " " + reported);
    String all = flat(notice);
    Optional<EnhancedStatus> status = EnhancedStatus.in(said).or(() -> EnhancedStatus.in(all));
    Optional<Cause> cause =
        byWords(said).or(() -> status.flatMap(Diagnosis::byCode)).or(() -> byWords(all));
    String quoted = diagnostic.isBlank() ? quote(all, cause) : diagnostic;
    return judge(status, cause, reply(said).or(() -> reply(all)), flat(quoted), delayed);
  }

  /** Judges a notice in free words; the subject counts where the text is silent. */
  static Diagnosis ofNotice(String notice, String subject, boolean delayed) {
    String all = flat(notice);
    Optional<EnhancedStatus> status = EnhancedStatus.in(all).or(() -> EnhancedStatus.in(subject));
    Optional<Cause> cause =
        byWords(all).or(() -> status.flatMap(Diagnosis::byCode)).or(() -> byWords(flat(subject)));
    return judge(status, cause, reply(all).or(() -> reply(subject)), quote(all, cause), delayed);
  }

  private static Diagnosis judge(
      Optional<EnhancedStatus> status,
      Optional<Cause> cause,
      Optional<String> reply,
      String quoted,
      boolean delayed) {
    boolean passing =
        delayed
            || status
                .map(EnhancedStatus::passing)
                .orElse(reply.filter(code -> code.startsWith("4")).isPresent());
    return new Diagnosis(
        !passing && cause.map(Cause::hard).orElse(true),
        status
            .filter(code -> !code.general())
            .or(() -> cause.map(c -> c.status(passing)))
            .or(() -> status),
        shorten(quoted),
        delayed ? "delivery is delayed" : cause.map(Cause::reason).orElse("not delivered"));
  }

  IncomingMail.Meaning meaning(List<Recipient> recipients) {
    return hard
        ? new IncomingMail.HardBounce(recipients, status, text, reason)
        : new IncomingMail.SoftBounce(recipients, status, text, reason);
  }

  /** Whether a text quotes an SMTP server that refuses. */
  static boolean repliesIn(String text) {
    return reply(flat(text)).isPresent();
  }

  private static Optional<Cause> byWords(String text) {
    String anonymous = withoutAddresses(text);
    return CAUSES.stream().filter(cause -> cause.phrases.matcher(anonymous).find()).findFirst();
  }

  /** RFC 3463's own table, where no word says more. */
  private static Optional<Cause> byCode(EnhancedStatus status) {
    int detail =
        switch (status.subject()) {
          case 1 ->
              status.detail() == 10
                  ? 2
                  : status.detail() == 3 || status.detail() == 4 ? 1 : status.detail();
          case 4 -> status.detail() == 4 ? 1 : status.detail();
          case 6, 7 -> 1;
          default -> status.detail();
        };
    int subject = status.subject() == 6 ? 7 : status.subject();
    return CAUSES.stream()
        .filter(cause -> cause.subject == subject && cause.detail == detail)
        .findFirst();
  }

  /** The first SMTP reply code in a text. */
  private static Optional<String> reply(String text) {
    return REPLY.matcher(text).results().map(code -> code.group(1)).findFirst();
  }

  /** From the reply on, or else the sentence with the telling words: what a person would quote. */
  private static String quote(String all, Optional<Cause> cause) {
    Matcher reply = REPLY.matcher(all);
    if (reply.find() && all.length() - reply.start() > 12) {
      return all.substring(reply.start());
    }
    return cause
        .map(known -> known.phrases.matcher(all))
        .filter(Matcher::find)
        .map(words -> all.substring(startOfSentence(all, words.start())))
        .orElse(all);
  }

  private static int startOfSentence(String text, int at) {
    int start = Math.max(text.lastIndexOf(". ", at), text.lastIndexOf(": ", at));
    return start < 0 || at - start > 120 ? Math.max(0, at - 60) : start + 2;
  }

  /** A word inside an address says nothing about why. */
  private static String withoutAddresses(String text) {
    return Recipient.PATTERN.matcher(text).replaceAll("x");
  }

  private static String shorten(String text) {
    String stripped = text.strip();
    if (stripped.length() <= LONGEST) {
      return stripped;
    }
    int end = Character.isHighSurrogate(stripped.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return stripped.substring(0, end) + "…";
  }

  /** White space as single blanks, so that phrases match across lines. */
  static String flat(String text) {
    return text.replaceAll("[\\s\\u00a0]+", " ").replace('’', '\'').strip();
  }
}
