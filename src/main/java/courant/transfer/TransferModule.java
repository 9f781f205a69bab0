package courant.transfer;

import courant.masthead.Mastheads;
import courant.masthead.StandingPages;
import courant.media.MediaModule;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.fetch.Outgoing;
import courant.platform.fetch.PublicAddresses;
import courant.platform.job.Facts;
import courant.reply.ReplyFact;
import courant.reply.ReplyModule;
import courant.source.Sources;
import courant.story.Authors;
import courant.story.Stories;
import courant.story.WriteStory;
import courant.topic.Topics;
import courant.transfer.archive.CarriedPictures;
import courant.transfer.archive.CourantArchive;
import courant.transfer.archive.UntouchedSample;
import courant.transfer.disqus.DisqusExport;
import courant.transfer.exported.Export;
import courant.transfer.importing.Discussions;
import courant.transfer.importing.FetchPictures;
import courant.transfer.importing.ImportReport;
import courant.transfer.importing.Importer;
import courant.transfer.importing.Newcomers;
import courant.transfer.wordpress.WordPressWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;

/** The way in and out for whole reviews. */
public final class TransferModule {
  /** Between two pictures that are fetched. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Database database;
  private final Facts facts;
  private final Mastheads mastheads;
  private final StandingPages pages;
  private final Topics topics;
  private final Sources sources;
  private final Authors authors;
  private final Stories stories;
  private final WriteStory writeStory;
  private final ReplyModule replies;
  private final PublicAddresses guard;
  private final Function<Outgoing, MediaModule> library;
  private final Ids ids;
  private final InstantSource clock;

  /**
   * @param guard of requests to the outside
   * @param library of pictures, reached by a client that is closed when its work is done
   */
  public TransferModule(
      Database database,
      Facts facts,
      Mastheads mastheads,
      StandingPages pages,
      Topics topics,
      Sources sources,
      Authors authors,
      Stories stories,
      WriteStory writeStory,
      ReplyModule replies,
      PublicAddresses guard,
      Function<Outgoing, MediaModule> library,
      Ids ids,
      InstantSource clock) {
    this.database = database;
    this.facts = facts;
    this.mastheads = mastheads;
    this.pages = pages;
    this.topics = topics;
    this.sources = sources;
    this.authors = authors;
    this.stories = stories;
    this.writeStory = writeStory;
    this.replies = replies;
    this.guard = guard;
    this.library = library;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Takes a file in.
   *
   * @param secret opens the addresses in an archive; empty leaves them in it
   */
  ImportReport take(Path file, String secret, Importer.Progress progress) throws IOException {
    Export export = Exports.open(file);
    ImportReport report = new ImportReport(file, export.kind());
    report.sampleGone(UntouchedSample.makeRoom(facts));
    if (export instanceof CourantArchive archive) {
      return restore(archive, secret, report);
    }
    if (export instanceof DisqusExport) {
      return new Discussions(stories, replies.post(), facts, clock).take(export, report);
    }
    Newcomers newcomers =
        new Newcomers(
            mastheads,
            pages,
            topics,
            sources,
            authors,
            stories,
            writeStory,
            replies.post(),
            ids,
            clock);
    return new Importer(export, report, clock).take(newcomers, facts, mastheads, progress);
  }

  /** Fetches the pictures of what was imported into the library; see {@link FetchPictures}. */
  void fetchPictures(ImportReport report, Importer.Progress progress) throws IOException {
    try (Outgoing outgoing = new Outgoing(guard)) {
      MediaModule media = library.apply(outgoing);
      new FetchPictures(
              database,
              facts,
              mastheads,
              stories,
              writeStory,
              media.takePhoto(),
              outgoing,
              PAUSE,
              clock)
          .run(report, progress);
    }
  }

  private ImportReport restore(CourantArchive archive, String secret, ImportReport report)
      throws IOException {
    report.restored(archive.manifest());
    try (Outgoing outgoing = new Outgoing(guard)) {
      archive.unpack(database, pictures(outgoing));
    }
    try {
      facts.write(
          telling -> {
            try {
              archive.restore(telling.handle(), replies.addresses(), secret, report);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            telling.tell(Mastheads.CHANGED, 1);
            telling.tell(CourantArchive.RESTORED, 1);
            telling.tell(ReplyFact.RULES, 1);
            return true;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return report;
  }

  /**
   * Writes the review to a file: WXR if its name ends in {@code .xml}, else an archive.
   *
   * @param secret what repliers' addresses are encrypted with in an archive; empty leaves them out
   */
  void give(Path file, String site, String secret) throws IOException {
    if (file.toString().endsWith(".xml")) {
      new WordPressWriter(mastheads, pages, stories, replies.replies(), site).write(file);
    } else {
      try (Outgoing outgoing = new Outgoing(guard)) {
        new CourantArchive(file)
            .write(
                database,
                mastheads.masthead().title(),
                replies.addresses(),
                pictures(outgoing),
                secret);
      }
    }
  }

  private CarriedPictures pictures(Outgoing outgoing) {
    MediaModule media = library.apply(outgoing);
    return new CarriedPictures(media.photos(), media.files());
  }

  /** Counts what {@link #take} would take; needs no review. */
  static ImportReport wouldTake(Path file) throws IOException {
    Export export = Exports.open(file);
    ImportReport report = new ImportReport(file, export.kind());
    if (export instanceof CourantArchive archive) {
      return report.restored(archive.manifest());
    }
    return new Importer(export, report, InstantSource.system()).dryRun();
  }
}
