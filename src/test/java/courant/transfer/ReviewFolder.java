package courant.transfer;

import courant.masthead.Mastheads;
import courant.masthead.StandingPages;
import courant.media.MediaModule;
import courant.media.PhotoFiles;
import courant.platform.config.Settings;
import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.db.TableRows;
import courant.platform.fetch.Outgoing;
import courant.platform.fetch.PublicAddresses;
import courant.platform.job.Facts;
import courant.reply.ReplyLimits;
import courant.reply.ReplyModule;
import courant.source.Sources;
import courant.story.Authors;
import courant.story.Revisions;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryState;
import courant.story.Versions;
import courant.story.WriteStory;
import courant.support.SettableClock;
import courant.support.TestDatabase;
import courant.support.TestReview;
import courant.topic.KnownTopics;
import courant.topic.Topics;
import courant.transfer.importing.ImportReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A review's database in a folder, open for transfers, without a server. */
public final class ReviewFolder implements AutoCloseable {
  /** A hand-made export with every fault that real ones have. */
  public static final Path MESSY = Path.of("src/test/resources/transfer/messy.wordpress.xml");

  public final Facts facts;
  public final WriteStory writeStory;

  private static final List<String> WRITTEN_BY_IMPORTS =
      List.of(
          "masthead",
          "section",
          "standing_page",
          "topic",
          "source",
          "author",
          "story",
          "story_topic",
          "story_author",
          "old_address",
          "imported");

  private final Path folder;
  public final Database database;
  public final Stories stories;
  public final Mastheads mastheads;
  public final StandingPages pages;
  public final ReplyModule replies;
  private final TransferModule transfer;

  /** What its pictures are kept through, for who wants to see how. */
  public UnaryOperator<PhotoFiles> store = UnaryOperator.identity();

  public ReviewFolder(Path folder) {
    this.folder = folder;
    SettableClock clock = new SettableClock(TestReview.NOON);
    database = TestDatabase.open(folder);
    facts = new Facts(database, clock);
    mastheads = new Mastheads(database, facts, clock);
    pages = new StandingPages(database);
    stories = new Stories(database, facts);
    Ids ids = new Ids(clock, new Random(2));
    writeStory =
        new WriteStory(
            new KnownTopics(new Topics(database), ids),
            new Versions(database, facts, ids, clock),
            clock);
    replies =
        new ReplyModule(
            database,
            facts,
            Vault.open(folder.resolve("courant.key")),
            new ReplyLimits(20, 200, 1_000, Duration.ZERO),
            new Ids(clock, new Random(2)),
            clock);
    transfer =
        new TransferModule(
            database,
            facts,
            mastheads,
            pages,
            new Topics(database),
            new Sources(database),
            new Authors(database),
            stories,
            writeStory,
            replies,
            new PublicAddresses(""),
            this::library,
            new Ids(clock, new Random(1)),
            clock);
  }

  /** The library of pictures of this review. */
  public MediaModule library(Outgoing outgoing) {
    SettableClock clock = new SettableClock(TestReview.NOON);
    return new MediaModule(
        database,
        facts,
        store.apply(
            MediaModule.files(Settings.of(Map.of("data", folder.toString())), outgoing, clock)),
        folder.resolve("uploads"),
        new Ids(clock, new Random(3)),
        clock);
  }

  /** Takes an export in. */
  public ImportReport take(Path file) throws IOException {
    return take(file, "");
  }

  /** Takes an archive in whose addresses a secret opens. */
  public ImportReport take(Path file, String secret) throws IOException {
    return transfer.take(file, secret, (_, _) -> {});
  }

  /** Counts what an export would bring. */
  public static ImportReport wouldTake(Path file) throws IOException {
    return TransferModule.wouldTake(file);
  }

  /** Writes the review to a file; empty for a secret leaves addresses out. */
  public void give(Path file, String site, String secret) throws IOException {
    transfer.give(file, site, secret);
  }

  /** Publishes a story as the desk does. */
  public void publish(Story story) {
    facts.write(
        telling ->
            writeStory.save(
                telling,
                story.in(new StoryState.Published("", TestReview.NOON, TestReview.NOON)),
                ZoneId.of("UTC")));
  }

  /** Withdraws a published story as the desk does. */
  public void withdraw(Story story) {
    facts.write(
        telling ->
            writeStory.save(
                telling,
                story.in(
                    new StoryState.Withdrawn(
                        story.path(), story.published(), TestReview.NOON, "Wrong")),
                ZoneId.of("UTC")));
  }

  /** Gives a story another headline as the desk does. */
  public void rewrite(Story story, String headline) {
    Revisions revisions = new Revisions(database, new SettableClock(TestReview.NOON));
    facts.write(
        telling -> {
          Story written =
              writeStory.save(telling, story.saying(headline, story.body()), ZoneId.of("UTC"));
          revisions.keep(telling.handle(), written, "Ann", "");
          return written;
        });
  }

  /** Throws a draft away as the desk does. */
  public void remove(Story story) {
    database.change(handle -> writeStory.removeDraft(handle, story.id()));
  }

  /** Every row of every table an import writes to. */
  public Map<String, List<String>> rows() {
    Map<String, List<String>> rows = new TreeMap<>();
    database.read(
        handle -> {
          for (String table : WRITTEN_BY_IMPORTS) {
            List<String> lines = rows.computeIfAbsent(table, _ -> new ArrayList<>());
            TableRows.read(
                handle,
                table,
                table.equals("imported") ? "1, 2, 3" : "1, 2",
                row -> lines.add(row.encode()));
          }
          return true;
        });
    return rows;
  }

  @Override
  public void close() {
    database.close();
  }
}
