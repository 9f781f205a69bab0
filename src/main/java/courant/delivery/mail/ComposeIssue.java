package courant.delivery.mail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import courant.delivery.Issue;
import courant.delivery.Letters;
import courant.delivery.MailKeys;
import courant.delivery.Pace;
import courant.delivery.Recipients;
import courant.delivery.Subscriptions;
import courant.edition.Edition;
import courant.edition.Editions;
import courant.masthead.Masthead;
import courant.masthead.Mastheads;
import courant.platform.i18n.Texts;
import courant.platform.smtp.DkimSigner;
import courant.platform.smtp.Envelope;
import courant.platform.smtp.FormLetter;
import courant.platform.smtp.HeaderField;
import courant.platform.smtp.Letter;
import courant.platform.smtp.Slot;
import courant.platform.web.Templates;
import courant.reader.EmailAddress;
import courant.reader.ReaderId;
import courant.story.Stories;
import courant.story.Story;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes the messages of an issue. What all copies share is made once; the same issue for the same
 * reader is the same message, with the same Message-ID, however often it is made.
 */
final class ComposeIssue {
  /** The number of what is not an issue yet. */
  static final long DRAFT = 0;

  private static final int MOST_STORIES = 25;

  /** RFC 5322 3.3. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH);

  private final Mastheads mastheads;
  private final Stories stories;
  private final Editions editions;
  private final Letters letters;
  private final Subscriptions subscriptions;
  private final Recipients recipients;
  private final MailKeys keys;
  private final Stamps stamps;
  private final Supplier<Sender> sender;
  private final Supplier<URI> site;
  private final LeadPicture pictures;
  private final InstantSource clock;
  private final Cache<Long, FormLetter> forms = Caffeine.newBuilder().maximumSize(16).build();

  ComposeIssue(
      Mastheads mastheads,
      Stories stories,
      Editions editions,
      Letters letters,
      Subscriptions subscriptions,
      Recipients recipients,
      MailKeys keys,
      Stamps stamps,
      Supplier<Sender> sender,
      Supplier<URI> site,
      LeadPicture pictures,
      InstantSource clock) {
    this.mastheads = mastheads;
    this.stories = stories;
    this.editions = editions;
    this.letters = letters;
    this.subscriptions = subscriptions;
    this.recipients = recipients;
    this.keys = keys;
    this.stamps = stamps;
    this.sender = sender;
    this.site = site;
    this.pictures = pictures;
    this.clock = clock;
  }

  /** One reader's copy, signed. */
  Letter letter(Issue issue, ReaderId reader, EmailAddress to, DkimSigner signer) {
    String stamp = stamps.write(new Stamp(issue.id(), reader));
    Sender from = sender.get();
    String preferences = site.get() + "/mail/" + keys.of(reader);
    String leave = preferences + "/leave/" + issue.leaves();
    List<HeaderField> own =
        List.of(
            HeaderField.address("To", "", to.value()),
            HeaderField.of("Message-ID", "<" + stamp + "@" + from.domain() + ">"),
            HeaderField.of(
                "List-Unsubscribe",
                "<" + leave + ">, <mailto:" + from.leave(stamp) + "?subject=unsubscribe>"));
    return form(issue, reader)
        .fill(
            new Envelope(from.back(stamp), to.value()),
            own,
            Map.of("preferences", preferences, "leave", leave),
            signer,
            clock.instant());
  }

  /** Whether there is nothing to say any more: all its stories are withdrawn. */
  boolean isEmpty(Issue issue) {
    return !issue.personal() && issue.letter().isEmpty() && entries(issue).isEmpty();
  }

  /** Makes everything anew from now on, because a story has changed. */
  void forget() {
    forms.invalidateAll();
  }

  private FormLetter form(Issue issue, ReaderId reader) {
    if (issue.personal()) {
      return form(issue, recipients.editions(issue).of(reader));
    }
    return issue.id() == DRAFT
        ? form(issue, entries(issue))
        : forms.get(issue.id(), _ -> form(issue, entries(issue)));
  }

  /** A withdrawn story is not sent, whenever it was planned. */
  private List<Edition.Entry> entries(Issue issue) {
    return editions.named(
        stories.published(issue.stories()).stream()
            .map(story -> new Edition.Entry(story, List.of()))
            .toList());
  }

  private FormLetter form(Issue issue, List<Edition.Entry> entries) {
    Optional<FormLetter.Picture> picture = pictures.travelling(entries);
    MailView view =
        view(issue, entries, picture.isPresent(), Slot.mark("preferences"), Slot.mark("leave"));
    byte[] html = Templates.render("mail/message", Map.of("view", view));
    return FormLetter.of(
        shared(issue, view, subject(issue, entries)),
        PlainText.of(view),
        new String(html, StandardCharsets.UTF_8).strip(),
        picture.stream().toList());
  }

  /** The message as the page of an archive or a preview shows it: to nobody. */
  String html(Issue issue, Optional<ReaderId> reader) {
    List<Edition.Entry> entries =
        issue.personal()
            ? reader.map(recipients.editions(issue)::of).orElse(List.of())
            : entries(issue);
    MailView view = view(issue, entries, false, "#", "#");
    return new String(
        Templates.render("mail/message", Map.of("view", view)), StandardCharsets.UTF_8);
  }

  private MailView view(
      Issue issue,
      List<Edition.Entry> entries,
      boolean attached,
      String preferences,
      String leave) {
    Masthead masthead = mastheads.masthead();
    Texts texts = Texts.in(masthead.language());
    boolean more = entries.size() > MOST_STORIES;
    String archive = site.get() + path(issue);
    return new MailView(
        masthead,
        texts,
        site.get().toString(),
        name(issue, masthead, texts),
        texts.day(issue.stretch().until(), masthead.zone()),
        issue
            .letter()
            .flatMap(letters::byId)
            .map(courant.delivery.Letter::paragraphs)
            .orElse(List.of()),
        entries.stream().limit(MOST_STORIES).toList(),
        issue.story().isPresent(),
        attached,
        more ? Optional.of(archive) : Optional.empty(),
        archive,
        preferences,
        leave);
  }

  /** Where the same is on the web. */
  private String path(Issue issue) {
    return issue
        .letter()
        .map(letter -> "/letters/" + letter)
        .or(() -> issue.story().flatMap(stories::byId).map(Story::path))
        .orElseGet(() -> subscriptions.path(issue.list()));
  }

  private String name(Issue issue, Masthead masthead, Texts texts) {
    if (issue.story().isPresent()) {
      return masthead.title();
    }
    return switch (issue.list().kind()) {
      case REVIEW -> masthead.title();
      case FOLLOWS -> texts.say("mail.list.follows");
      case LETTERS -> texts.say("mail.list.letters");
      case SECTION, TOPIC, AUTHOR, SOURCE -> subscriptions.name(issue.list());
    };
  }

  /** The desk's words, or the lead story's headline. */
  private String subject(Issue issue, List<Edition.Entry> entries) {
    return issue
        .letter()
        .flatMap(letters::byId)
        .map(courant.delivery.Letter::subject)
        .or(() -> entries.stream().findFirst().map(entry -> entry.story().headline()))
        .orElseGet(() -> mastheads.masthead().title());
  }

  private List<HeaderField> shared(Issue issue, MailView view, String subject) {
    Sender from = sender.get();
    String list = issue.story().isPresent() ? Issue.STORIES : issue.list().key();
    String title = view.masthead().title();
    String shown = view.list().equals(title) ? title : title + " · " + view.list();
    String thread = "<" + list + "." + issue.pace().word() + "@" + from.domain() + ">";
    List<HeaderField> fields = new ArrayList<>();
    fields.add(HeaderField.address("From", shown, from.from()));
    EmailAddress.typed(view.masthead().contact())
        .ifPresent(contact -> fields.add(HeaderField.address("Reply-To", "", contact.value())));
    fields.add(HeaderField.text("Subject", subject));
    fields.add(HeaderField.of("Date", DATE.format(issue.made().atOffset(ZoneOffset.UTC))));
    if (issue.pace() != Pace.ONCE) {
      fields.add(HeaderField.of("In-Reply-To", thread));
      fields.add(HeaderField.of("References", thread));
    }
    fields.add(HeaderField.of("List-Id", "<" + list + "." + from.domain() + ">"));
    fields.add(HeaderField.of("List-Post", "NO"));
    fields.add(HeaderField.of("List-Archive", "<" + view.archive() + ">"));
    fields.add(HeaderField.of("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    fields.add(
        HeaderField.of(
            "Feedback-ID",
            Long.toString(issue.id(), Character.MAX_RADIX)
                + ":"
                + list
                + ":"
                + issue.pace().word()
                + ":"
                + from.domain()));
    fields.add(HeaderField.of("Precedence", "bulk"));
    fields.add(HeaderField.of("Auto-Submitted", "auto-generated"));
    return fields;
  }
}
