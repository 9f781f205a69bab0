package courant.syndication.wire;

import courant.platform.job.Facts;
import courant.source.Source;
import courant.source.Sources;
import courant.story.Picture;
import courant.syndication.feed.Entry;
import courant.syndication.intake.Intake;
import courant.syndication.intake.Intake.Destination;
import courant.syndication.intake.IntakeModule;
import courant.syndication.intake.Intakes;
import courant.syndication.intake.Item;
import courant.syndication.intake.TakeItem;
import courant.syndication.wire.WireDeliveries.Way;
import courant.syndication.wire.WireMailboxes.Mailbox;
import java.util.List;
import java.util.Optional;

/**
 * Takes stories that partners mail: from listed senders only, whose mail systems vouch for them. A
 * mailed story never goes out by itself.
 */
public final class TakeMail {
  /** Puts a picture into the library. */
  @FunctionalInterface
  public interface TakePicture {
    /** Its address for stories; empty if it cannot be shown. */
    Optional<String> take(byte[] file, String name, String byWhom);
  }

  private final WireMailboxes mailboxes;
  private final Sources sources;
  private final Intakes intakes;
  private final Facts facts;
  private final TakeItem takeItem;
  private final WireDeliveries deliveries;
  private final TakePicture pictures;

  TakeMail(
      WireMailboxes mailboxes,
      Sources sources,
      IntakeModule intake,
      Facts facts,
      WireDeliveries deliveries,
      TakePicture pictures) {
    this.mailboxes = mailboxes;
    this.sources = sources;
    this.intakes = intake.intakes();
    this.facts = facts;
    this.takeItem = intake.takeItem();
    this.deliveries = deliveries;
    this.pictures = pictures;
  }

  /** Whether an address is a partner's. */
  public boolean awaits(String address) {
    return mailboxes.at(address).isPresent();
  }

  /**
   * Takes one message.
   *
   * @return why it was refused; empty if it was taken
   */
  public String take(byte[] message, String address) {
    Optional<Mailbox> mailbox = mailboxes.at(address);
    Optional<Source> source = mailbox.flatMap(known -> sources.byId(known.source()));
    if (source.isEmpty()) {
      return "nobody has this address";
    }
    StoryMail mail = StoryMail.read(message);
    Optional<String> objection = objection(mailbox.get(), mail);
    int taken = objection.isEmpty() && story(source.get(), mail) ? 1 : 0;
    deliveries.note(
        source.get().id(),
        Way.MAIL,
        mail.headline(),
        new TakeWires.Result(taken > 0, taken, 0, objection.orElse(""), Optional.empty()));
    return objection.orElse("");
  }

  private static Optional<String> objection(Mailbox mailbox, StoryMail mail) {
    if (!mailbox.admits(mail.sender())) {
      return Optional.of("the sender is not listed at the desk");
    }
    return mail.passed()
        ? mail.objection()
        : Optional.of("our mail server does not vouch for the sender (SPF, DKIM, DMARC)");
  }

  private boolean story(Source source, StoryMail mail) {
    Intake rules = intakes.of(source.id());
    Intake intake =
        rules.destination() == Destination.PUBLISH ? rules.to(Destination.DRAFT) : rules;
    List<Picture> shown =
        mail.pictures().stream()
            .flatMap(each -> pictures.take(each.bytes(), each.name(), source.name()).stream())
            .map(address -> new Picture(address, 0, 0, "", "", source.name()))
            .toList();
    Item item =
        Item.of(entry(mail), source.id().value())
            .with(Item.Beside.NOTHING.showing(shown.stream().findFirst()));
    TakeItem.Offer offer = takeItem.read(source, intake, item);
    return facts.write(telling -> takeItem.take(telling, source, offer).isPresent());
  }

  private static Entry entry(StoryMail mail) {
    Optional<Entry.Markup> body = Optional.of(new Entry.Markup(mail.body(), Optional.empty()));
    String id =
        mail.id().isEmpty()
            ? Entry.nameless(Optional.empty(), mail.headline(), body)
            : "mid:" + mail.id();
    return new Entry(
        id,
        List.of(id),
        Optional.empty(),
        mail.headline(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        body,
        List.of(),
        List.of(),
        List.of(),
        "",
        Optional.empty(),
        Optional.empty(),
        "",
        false);
  }
}
