package courant.delivery.mail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import courant.delivery.Issue;
import courant.delivery.Letters;
import courant.delivery.MailKeys;
import courant.delivery.OwedCorrections;
import courant.delivery.OwedCorrections.Owed;
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
import courant.platform.web.Addresses;
import courant.platform.web.Templates;
import courant.reader.EmailAddress;
import courant.reader.ReaderId;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Makes the messages of an issue. What all copies share is made once; the same issue for the same
 * reader is the same message, with the same Message-ID, however often it is made.
 */
final class ComposeIssue {
  /** The number of what is not an issue yet. */
  static final long DRAFT = 0;

  /** RFC 5322 3.3. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH);

  private final Mastheads mastheads;
  private final Stories stories;
  private final Editions editions;
  private final Letters letters;
  private final Subscriptions subscriptions;
  private final Recipients recipients;
  private final OwedCorrections owed;
  private final MailKeys keys;
  private final Stamps stamps;
  private final Supplier<Sender> sender;
  private final Supplier<URI> site;
  private final LeadPicture pictures;
  private final InstantSource clock;
  private final Cache<Form, FormLetter> forms = Caffeine.newBuilder().maximumSize(16).build();
  private final AtomicInteger changes = new AtomicInteger();

  /** What all copies share that carry the same corrections. */
  private record Form(long issue, List<Long> corrections) {}

  /**
   * One reader's copy.
   *
   * @param own the stories it shows, if they are this reader's own
   */
  record Copy(Letter letter, List<StoryId> own) {}

  ComposeIssue(
      Mastheads mastheads,
      Stories stories,
      Editions editions,
      Letters letters,
      Subscriptions subscriptions,
      Recipients recipients,
      OwedCorrections owed,
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
    this.owed = owed;
    this.keys = keys;
    this.stamps = stamps;
    this.sender = sender;
    this.site = site;
    this.pictures = pictures;
    this.clock = clock;
  }

  /**
   * One reader's copy, signed.
   *
   * @param told the corrections it carries
   */
  Copy copy(Issue issue, ReaderId reader, EmailAddress to, List<Owed> told, DkimSigner signer) {
    List<Edition.Entry> own = issue.personal() ? own(issue, reader) : List.of();
    FormLetter form = issue.personal() ? form(issue, own, told) : form(issue, told);
    return new Copy(
        filled(form, issue, reader, to, OwedCorrections.leaves(issue, told), signer),
        own.stream().limit(Issue.MOST_SHOWN).map(entry -> entry.story().id()).toList());
  }

  /** A reader's own edition, with who else has each story. */
  private List<Edition.Entry> own(Issue issue, ReaderId reader) {
    return editions.named(recipients.edition(issue, reader));
  }

  private Letter filled(
      FormLetter form,
      Issue issue,
      ReaderId reader,
      EmailAddress to,
      String leaves,
      DkimSigner signer) {
    String stamp = stamps.write(new Stamp(issue.id(), reader));
    Sender from = sender.get();
    String preferences = site.get() + "/mail/" + keys.of(reader);
    String leave = preferences + "/leave/" + leaves;
    List<HeaderField> own =
        List.of(
            HeaderField.address("To", "", to.value()),
            HeaderField.of("Message-ID", "<" + stamp + "@" + from.domain() + ">"),
            HeaderField.of(
                "List-Unsubscribe",
                "<" + leave + ">, <mailto:" + from.leave(stamp) + "?subject=unsubscribe>"));
    return form.fill(
        new Envelope(from.back(stamp), to.value()),
        own,
        Map.of("preferences", preferences, "leave", leave),
        signer,
        clock.instant());
  }

  /** Whether there is nothing to say any more: all its stories are withdrawn. */
  boolean isEmpty(Issue issue) {
    return !issue.personal()
        && issue.letter().isEmpty()
        && issue.correction().isEmpty()
        && stories.published(issue.stories()).isEmpty();
  }

  /** The same of one reader's own edition. */
  boolean isEmpty(Issue issue, ReaderId reader) {
    return issue.personal() && !recipients.hasAny(issue, reader);
  }

  /** Makes everything anew from now on, because a story has changed. */
  void forget() {
    forms.invalidateAll();
    changes.incrementAndGet();
  }

  /** Grows whenever a story has changed. */
  int changes() {
    return changes.get();
  }

  private FormLetter form(Issue issue, List<Owed> told) {
    Form which = new Form(issue.id(), told.stream().map(one -> one.correction().id()).toList());
    return issue.id() == DRAFT
        ? form(issue, entries(issue), told)
        : forms.get(which, _ -> form(issue, entries(issue), told));
  }

  /** A withdrawn story is not sent, whenever it was planned. */
  private List<Edition.Entry> entries(Issue issue) {
    return editions.named(
        stories.published(issue.stories()).stream()
            .map(story -> new Edition.Entry(story, List.of()))
            .toList());
  }

  private FormLetter form(Issue issue, List<Edition.Entry> entries, List<Owed> told) {
    Optional<FormLetter.Picture> picture = pictures.travelling(entries);
    MailView view =
        view(
            issue,
            entries,
            told,
            picture.isPresent(),
            Slot.mark("preferences"),
            Slot.mark("leave"));
    byte[] html = Templates.render("mail/message", Map.of("view", view));
    return FormLetter.of(
        shared(issue, view, subject(issue, entries, told)),
        PlainText.of(view),
        new String(html, StandardCharsets.UTF_8).strip(),
        picture.stream().toList());
  }

  /** The message as the page of an archive or a preview shows it: to nobody. */
  String html(Issue issue, Optional<ReaderId> reader) {
    List<Edition.Entry> entries =
        issue.personal() ? reader.map(one -> own(issue, one)).orElse(List.of()) : entries(issue);
    List<Owed> told =
        reader
            .map(one -> owed.carried(issue, one))
            .filter(some -> !some.isEmpty())
            .orElse(owed.of(issue));
    MailView view = view(issue, entries, told, false, "#", "#");
    return new String(
        Templates.render("mail/message", Map.of("view", view)), StandardCharsets.UTF_8);
  }

  /** A story as it would come by itself, whatever its state; to nobody. */
  String html(Story story, Issue issue) {
    List<Edition.Entry> entries = List.of(new Edition.Entry(story, List.of()));
    MailView view = view(issue, entries, List.of(), false, "#", "#");
    return new String(
        Templates.render("mail/message", Map.of("view", view)), StandardCharsets.UTF_8);
  }

  private MailView view(
      Issue issue,
      List<Edition.Entry> entries,
      List<Owed> told,
      boolean attached,
      String preferences,
      String leave) {
    Masthead masthead = mastheads.masthead();
    Texts texts = Texts.in(masthead.language());
    boolean more = entries.size() > Issue.MOST_SHOWN;
    String archive = site.get() + Addresses.encode(path(issue));
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
        told.stream().flatMap(one -> corrected(one).stream()).toList(),
        entries.stream().limit(Issue.MOST_SHOWN).toList(),
        issue.story().isPresent(),
        attached,
        more ? Optional.of(archive) : Optional.empty(),
        archive,
        preferences,
        leave);
  }

  private Optional<MailView.Corrected> corrected(Owed one) {
    return owed.story(one)
        .map(
            story ->
                new MailView.Corrected(
                    story.headline(),
                    one.correction().note(),
                    one.correction().withdrawal(),
                    site.get() + Addresses.encode(story.path())));
  }

  /** Where the same is on the web. */
  private String path(Issue issue) {
    return issue
        .letter()
        .map(letter -> "/letters/" + letter)
        .or(() -> issue.story().flatMap(stories::byId).map(Story::path))
        .or(() -> owed.of(issue).stream().findFirst().flatMap(owed::story).map(Story::path))
        .orElseGet(() -> subscriptions.path(issue.list()));
  }

  private String name(Issue issue, Masthead masthead, Texts texts) {
    if (issue.story().isPresent()) {
      return masthead.title();
    }
    return switch (issue.list().kind()) {
      case REVIEW, CORRECTIONS -> masthead.title();
      case FOLLOWS -> texts.say("mail.list.follows");
      case LETTERS -> texts.say("mail.list.letters");
      case SECTION, TOPIC, AUTHOR, SOURCE -> subscriptions.name(issue.list());
    };
  }

  /** The desk's words, or the lead story's headline. */
  private String subject(Issue issue, List<Edition.Entry> entries, List<Owed> told) {
    return issue
        .letter()
        .flatMap(letters::byId)
        .map(courant.delivery.Letter::subject)
        .or(() -> wrong(issue, told))
        .or(() -> entries.stream().findFirst().map(entry -> entry.story().headline()))
        .orElseGet(() -> mastheads.masthead().title());
  }

  private Optional<String> wrong(Issue issue, List<Owed> told) {
    Texts texts = Texts.in(mastheads.masthead().language());
    return told.stream()
        .filter(_ -> issue.correction().isPresent())
        .flatMap(one -> corrected(one).stream())
        .findFirst()
        .map(one -> one.label(texts) + " " + one.headline());
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
