package courant;

import courant.masthead.Mastheads;
import courant.masthead.Navigation;
import courant.masthead.StandingPages;
import courant.media.MediaModule;
import courant.platform.config.Listening;
import courant.platform.config.Setting;
import courant.platform.config.Settings;
import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.fetch.Outgoing;
import courant.platform.fetch.PublicAddresses;
import courant.platform.job.Facts;
import courant.reply.ReplyLimits;
import courant.reply.ReplyModule;
import courant.source.Sources;
import courant.story.Authors;
import courant.story.Corrections;
import courant.story.Stories;
import courant.story.Versions;
import courant.story.WriteStory;
import courant.syndication.SyndicationModule;
import courant.syndication.wire.TakeMail;
import courant.topic.KnownTopics;
import courant.topic.Topics;
import courant.transfer.ImportFile;
import courant.transfer.TransferModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a review keeps, and the one way each part of it is written: all of it but the server. Open
 * for an import or an export, it may stand beside a server on the same data.
 */
public record Holdings(
    Settings settings,
    InstantSource clock,
    Database database,
    Facts facts,
    Ids ids,
    Vault vault,
    Mastheads mastheads,
    StandingPages standingPages,
    Navigation navigation,
    Topics topics,
    KnownTopics knownTopics,
    Sources sources,
    Authors authors,
    Stories stories,
    Versions versions,
    Corrections corrections,
    WriteStory writeStory,
    ReplyModule replies)
    implements ImportFile.OpenReview {

  /** Opens the data folder, or makes it, and brings the schema up to date. */
  public static Holdings open(Settings settings, InstantSource clock) {
    Database database =
        Database.open(settings.get(Setting.DATABASE), settings.data().resolve("courant.db"));
    Facts facts = new Facts(database, clock);
    Ids ids = new Ids(clock, new SecureRandom());
    Vault vault = Vault.open(keyFile(settings));
    Topics topics = new Topics(database);
    facts.remind(topics::hear);
    KnownTopics knownTopics = new KnownTopics(topics, ids);
    Mastheads mastheads = new Mastheads(database, facts, clock);
    StandingPages pages = new StandingPages(database);
    Versions versions = new Versions(database, facts, ids, clock);
    return new Holdings(
        settings,
        clock,
        database,
        facts,
        ids,
        vault,
        mastheads,
        pages,
        new Navigation(database, facts, mastheads, pages),
        topics,
        knownTopics,
        new Sources(database),
        new Authors(database),
        new Stories(database, facts),
        versions,
        new Corrections(database, facts, ids, clock),
        new WriteStory(knownTopics, versions, clock),
        new ReplyModule(database, facts, vault, replyLimits(settings), ids, clock));
  }

  /** The stores of a data folder; an empty name means the operator's own. */
  static Holdings ofFolder(String data) {
    Map<String, String> options = data.isEmpty() ? Map.of() : Map.of(Setting.DATA.name(), data);
    try {
      return open(Settings.read(options, System.getenv()), InstantSource.system());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path keyFile(Settings settings) {
    String file = settings.get(Setting.KEY_FILE);
    return file.isEmpty() ? settings.data().resolve("courant.key") : Path.of(file);
  }

  /** The desk still keeps up with as many replies in ten minutes as one network may write. */
  private static ReplyLimits replyLimits(Settings settings) {
    int perNetwork = settings.number(Setting.REPLIES_PER_NETWORK);
    return new ReplyLimits(
        perNetwork,
        10 * perNetwork,
        50 * perNetwork,
        Duration.ofDays(settings.number(Setting.REPLIES_CLOSE_AFTER)));
  }

  @Override
  public TransferModule transfer() {
    return new TransferModule(
        database,
        facts,
        mastheads,
        standingPages,
        topics,
        sources,
        authors,
        stories,
        writeStory,
        replies,
        new PublicAddresses(settings.get(Setting.ALLOW_PRIVATE)),
        this::media,
        ids,
        clock);
  }

  /** Partners' feeds, fetched by this client. */
  SyndicationModule syndication(Outgoing outgoing) {
    return syndication(outgoing, StoriesByMail.none());
  }

  /** The same, with a way for pictures that come by mail. */
  SyndicationModule syndication(Outgoing outgoing, TakeMail.TakePicture pictures) {
    return new SyndicationModule(
        database,
        facts,
        mastheads,
        sources,
        authors,
        topics,
        stories,
        corrections,
        writeStory,
        vault,
        outgoing,
        wires(settings),
        pictures,
        Duration.ofMinutes(settings.number(Setting.POLL_SHORTEST)),
        Duration.ofSeconds(settings.number(Setting.POLL_PATIENCE)),
        ids,
        clock);
  }

  private static Path wires(Settings settings) {
    String folder = settings.get(Setting.WIRES);
    return folder.isEmpty() ? settings.data().resolve("wires") : Path.of(folder);
  }

  /** The library of pictures; what lies elsewhere is reached by this client. */
  MediaModule media(Outgoing outgoing) {
    return new MediaModule(
        database,
        facts,
        MediaModule.files(settings, outgoing, clock),
        settings.data().resolve("uploads"),
        ids,
        clock);
  }

  @Override
  public String site() {
    return settings.get(Setting.URL).isEmpty()
        ? "http://localhost:" + Listening.of(settings).port()
        : settings.get(Setting.URL);
  }

  @Override
  public void close() {
    facts.close();
    database.close();
  }
}
