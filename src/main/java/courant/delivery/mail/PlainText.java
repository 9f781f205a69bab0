package courant.delivery.mail;

import courant.edition.Edition;
import courant.story.Story;
import java.util.stream.Stream;

/** The message for who reads without markup; says all that the other says. */
final class PlainText {
  private static final String RULE = "--------------------------------------------------------\n";

  private PlainText() {}

  static String of(MailView view) {
    StringBuilder text = new StringBuilder(4_096);
    text.append(view.masthead().title()).append('\n');
    if (!view.list().equals(view.masthead().title())) {
      text.append(view.list()).append('\n');
    }
    text.append(view.day()).append("\n\n");
    view.opening().forEach(paragraph -> text.append(paragraph).append("\n\n"));
    view.corrections()
        .forEach(
            one ->
                text.append(one.label(view.texts()))
                    .append(' ')
                    .append(one.headline())
                    .append(". ")
                    .append(one.note())
                    .append('\n')
                    .append(one.address())
                    .append("\n\n"));
    view.entries().forEach(entry -> append(text, view, entry));
    view.more()
        .ifPresent(
            more ->
                text.append(view.texts().say("mail.message.more"))
                    .append('\n')
                    .append(more)
                    .append("\n\n"));
    return text.append(RULE)
        .append(view.texts().say("mail.message.why", view.masthead().title()))
        .append("\n\n")
        .append(view.texts().say("mail.message.change"))
        .append('\n')
        .append(view.preferences())
        .append("\n\n")
        .append(view.texts().say("mail.leave"))
        .append('\n')
        .append(view.leave())
        .append('\n')
        .append(imprint(view))
        .toString();
  }

  private static void append(StringBuilder text, MailView view, Edition.Entry entry) {
    Story story = entry.story();
    text.append(RULE).append('\n').append(story.headline()).append('\n');
    String byline = view.byline(story);
    if (!byline.isEmpty()) {
      text.append(byline).append('\n');
    }
    text.append('\n').append(view.summary(story)).append("\n\n");
    if (view.single()) {
      text.append(view.beginning(story)).append("\n\n");
    }
    text.append(view.address(story)).append("\n\n");
    if (!entry.versions().isEmpty()) {
      text.append('(')
          .append(view.texts().say("story.also"))
          .append(' ')
          .append(String.join(", ", entry.versions().stream().map(view::house).toList()))
          .append(")\n\n");
    }
    String because = view.because(entry);
    if (!because.isEmpty()) {
      text.append('(').append(view.texts().say("mail.message.because", because)).append(")\n\n");
    }
  }

  private static String imprint(MailView view) {
    String publisher = view.masthead().publisher();
    String issn = view.masthead().issn().map(number -> "ISSN " + number.value()).orElse("");
    return "\n"
        + String.join(" · ", Stream.of(publisher, issn).filter(part -> !part.isEmpty()).toList())
        + "\n";
  }
}
