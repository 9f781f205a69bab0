package courant.syndication.wire;

import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.job.Facts;
import courant.platform.job.Timer;
import courant.platform.web.Routes;
import courant.source.Source;
import courant.source.Sources;
import courant.syndication.change.HearChange;
import courant.syndication.intake.IntakeModule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** Stories that partners hand in: pushed, put into a folder, or mailed. */
public final class WireModule {
  private final WireTokens tokens;
  private final WireDeliveries deliveries;
  private final WireMailboxes mailboxes;
  private final TakeWires takeWires;
  private final TakeMail takeMail;
  private final DropFolder dropFolder;
  private final PushWire push;

  /**
   * Makes its parts; takes nothing yet.
   *
   * @param folders where partners' files are dropped
   * @param pictures takes those that come by mail
   */
  public WireModule(
      Database database,
      Facts facts,
      Sources sources,
      IntakeModule intake,
      HearChange hear,
      Path folders,
      TakeMail.TakePicture pictures,
      Ids ids,
      InstantSource clock) {
    tokens = new WireTokens(database, ids, clock);
    deliveries = new WireDeliveries(database, ids, clock);
    mailboxes = new WireMailboxes(database);
    HeldWires held = new HeldWires(database, clock);
    takeWires = new TakeWires(facts, sources, intake, hear, deliveries, held, ids, clock);
    takeMail = new TakeMail(mailboxes, sources, intake, facts, deliveries, pictures);
    dropFolder = new DropFolder(folders, sources, takeWires, clock);
    push = new PushWire(sources, tokens, takeWires);
  }

  public void routes(Routes routes) {
    routes.postFromAnywhere("/intake/:source", push::answer);
  }

  public void jobs(Timer timer) {
    timer.every(Duration.ofSeconds(2), "looking into partners' folders", dropFolder);
    timer.every(Duration.ofSeconds(1), "releasing what was embargoed", takeWires::release);
    timer.every(Duration.ofHours(6), "forgetting old deliveries", deliveries::tidy);
  }

  /** By what partners' programs hand in stories. */
  public WireTokens tokens() {
    return tokens;
  }

  /** What was handed in lately. */
  public WireDeliveries deliveries() {
    return deliveries;
  }

  /** The addresses to which partners mail stories. */
  public WireMailboxes mailboxes() {
    return mailboxes;
  }

  public TakeMail takeMail() {
    return takeMail;
  }

  /** Where a partner's files are dropped. */
  public Path folder(Source source) {
    return dropFolder.of(source);
  }

  /** Looks into partners' folders now; a file is taken once it has stopped growing. */
  public void lookIntoFolders() {
    dropFolder.run();
  }

  /** Takes what was held until its embargo ended. */
  public void release() {
    takeWires.release();
  }
}
