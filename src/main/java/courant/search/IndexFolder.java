package courant.search;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The index's files, with the place in the log they have come to. */
final class IndexFolder implements Closeable {
  /** To be raised whenever {@link StoryDocument} or {@link Wording} give other fields or terms. */
  private static final String SCHEMA = "2";

  private static final String DAMAGED = "damaged";
  private static final String PLACE = "place";
  private static final double MEGABYTES_BUFFERED = 24;

  /** Lucene's 1,024 are too few for the longest query in the stems of a dozen languages. */
  private static final int MOST_CLAUSES = 16_384;

  /** Facts to be looked at again at the next start: read in a moment. */
  private static final int MOST_PASSED = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(IndexFolder.class);

  /** Says at each start that it would like an incubating module for vectors; we have no vectors. */
  private static final java.util.logging.Logger VECTORS =
      java.util.logging.Logger.getLogger(
          "org.apache.lucene.internal.vectorization.VectorizationProvider");

  private final Path path;
  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private ZoneId zone;
  private volatile OptionalLong place = OptionalLong.empty();

  /** The place that the files have on the disk. */
  private long committed;

  private IndexFolder(Path path, ZoneId zone) throws IOException {
    this.path = path;
    this.zone = zone;
    this.directory = FSDirectory.open(path);
    try {
      this.place = readPlace();
      this.committed = place.orElse(0);
      this.writer = newWriter(directory);
      this.searchers = newSearchers(writer);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  static IndexFolder open(Path path, ZoneId zone) throws IOException {
    VECTORS.setLevel(Level.SEVERE);
    IndexSearcher.setMaxClauseCount(MOST_CLAUSES);
    Files.createDirectories(path);
    if (Files.exists(path.resolve(DAMAGED))) {
      empty(path, "damage was found when it was last open");
    }
    try {
      return new IndexFolder(path, zone);
    } catch (LockObtainFailedException openElsewhere) {
      throw openElsewhere;
    } catch (IOException | RuntimeException damaged) {
      empty(path, damaged.toString());
      return new IndexFolder(path, zone);
    }
  }

  private OptionalLong readPlace() throws IOException {
    if (!DirectoryReader.indexExists(directory)) {
      return OptionalLong.empty();
    }
    Map<String, String> data = SegmentInfos.readLatestCommit(directory).getUserData();
    if (!SCHEMA.equals(data.get("schema"))) {
      throw new CorruptIndexException("of another version", path.toString());
    }
    if (!zone.getId().equals(data.get("zone"))) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(data.getOrDefault(PLACE, "")));
  }

  private static IndexWriter newWriter(Directory directory) throws IOException {
    return new IndexWriter(
        directory,
        new IndexWriterConfig(Wording.PLAIN)
            .setRAMBufferSizeMB(MEGABYTES_BUFFERED)
            .setCommitOnClose(false));
  }

  /** Opens every file, so that one cut short is noticed. */
  private static SearcherManager newSearchers(IndexWriter writer) throws IOException {
    try {
      return new SearcherManager(writer, null);
    } catch (IOException | RuntimeException e) {
      writer.rollback();
      throw e;
    }
  }

  private static void empty(Path path, String why) throws IOException {
    LOG.warn("The search index in {} is begun anew: {}", path, why);
    List<Path> files;
    try (Stream<Path> all = Files.list(path)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }

  OptionalLong place() {
    return place;
  }

  IndexWriter writer() {
    return writer;
  }

  SearcherManager searchers() {
    return searchers;
  }

  synchronized ZoneId zone() {
    return zone;
  }

  /** Takes everything out, to be put anew with the days of this zone. */
  synchronized void beginAnew(ZoneId newZone) throws IOException {
    writer.deleteAll();
    zone = newZone;
    place = OptionalLong.empty();
  }

  synchronized void commit(long newPlace) throws IOException {
    Map<String, String> data =
        Map.of("schema", SCHEMA, "zone", zone.getId(), PLACE, Long.toString(newPlace));
    writer.setLiveCommitData(data.entrySet());
    writer.commit();
    place = OptionalLong.of(newPlace);
    committed = newPlace;
  }

  /** Nothing up to there touches it: the disk is told with the next change, or in good time. */
  synchronized void pass(long newPlace) throws IOException {
    if (newPlace - committed > MOST_PASSED) {
      commit(newPlace);
    } else {
      place = OptionalLong.of(newPlace);
    }
  }

  /** Leaves word for the next opening if an error means damage. */
  void distrustAfter(Exception error) {
    if (!(error instanceof CorruptIndexException
        || error.getCause() instanceof CorruptIndexException)) {
      return;
    }
    LOG.error("The search index in {} is damaged; the next start builds it anew", path, error);
    try {
      Files.writeString(path.resolve(DAMAGED), String.valueOf(error.getMessage()));
    } catch (IOException e) {
      LOG.error("This could not be noted in {}", path, e);
    }
  }

  @Override
  public void close() throws IOException {
    searchers.close();
    writer.rollback();
    directory.close();
  }
}
