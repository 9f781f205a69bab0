package courant.support;

import courant.platform.config.Logging;
import courant.platform.db.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The database of a test: SQLite, or with {@code -Dcourant.test.database=postgresql} a database of
 * its own on a PostgreSQL server that runs as long as the tests do.
 */
public final class TestDatabase {
  static {
    Logging.configure();
  }

  private static final Map<Path, String> ADDRESSES = new ConcurrentHashMap<>();

  private TestDatabase() {}

  /** Whether tests run on PostgreSQL, where some have nothing to test. */
  public static boolean isPostgres() {
    return System.getProperty("courant.test.database", "sqlite").equals("postgresql");
  }

  /**
   * What {@code COURANT_DATABASE} is for a review in this folder; the same for the same folder,
   * where commands find it, too.
   */
  public static String address(Path folder) {
    return isPostgres()
        ? ADDRESSES.computeIfAbsent(folder.toAbsolutePath(), TestDatabase::freshPostgres)
        : "sqlite:";
  }

  /** Opens the database of the review in this folder, or a new one there. */
  public static Database open(Path folder) {
    begin(folder);
    return Database.open(address(folder), folder.resolve("courant.db"));
  }

  /** Puts a new database where there is none: a copy is quicker than the migrations. */
  static void begin(Path folder) {
    Path file = folder.resolve("courant.db");
    if (isPostgres() || Files.exists(file)) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Files.write(file, Migrated.SQLITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty folder for a review, in memory if it has room: tests are about more than disks. */
  static Path folder() {
    try {
      return mayUseMemory()
          ? Files.createTempDirectory(MEMORY, "courant-test")
          : Files.createTempDirectory("courant-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long MEMORY_NEEDED = 2L << 30;

  /** Benchmarks, which do not say on which database they run, want a real disk. */
  private static boolean mayUseMemory() throws IOException {
    return System.getProperty("courant.test.database") != null
        && Files.isWritable(MEMORY)
        && Files.getFileStore(MEMORY).getUsableSpace() > MEMORY_NEEDED;
  }

  /** Made when first asked for. */
  private static final class Migrated {
    static final byte[] SQLITE = migrated();

    private static byte[] migrated() {
      try {
        Path folder = Files.createTempDirectory("courant-migrated");
        Path file = folder.resolve("courant.db");
        Database.open("sqlite:", file).close();
        byte[] bytes = Files.readAllBytes(file);
        for (Path each : (Iterable<Path>) Files.list(folder)::iterator) {
          Files.delete(each);
        }
        Files.delete(folder);
        return bytes;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Throws away the database of the review that was in this folder. */
  static void drop(Path folder) {
    String address = ADDRESSES.remove(folder.toAbsolutePath());
    if (address != null) {
      Server.drop(address.substring(address.lastIndexOf('/') + 1));
    }
  }

  /** Address of a new, empty database on the PostgreSQL server, on whatever the tests run. */
  public static String emptyPostgres() {
    return Server.create("template0");
  }

  /** Address of a new database on that server, brought up to date already. */
  public static String migratedPostgres() {
    return Server.create(Server.MIGRATED);
  }

  private static String freshPostgres(Path folder) {
    try {
      String address = migratedPostgres();
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("courant.properties"), "database=" + address);
      return address;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Started when first asked for; ends with the virtual machine. */
  private static final class Server {
    private static final Logger LOG = Logger.getLogger("io.zonky");
    static final EmbeddedPostgres POSTGRES = start();

    /** Made once, since a copy of it is quicker than the migrations. */
    static final String MIGRATED = migrated();

    private static int made;

    private static EmbeddedPostgres start() {
      LOG.setLevel(Level.WARNING);
      try {
        EmbeddedPostgres.Builder builder =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_wal_size", "128MB");
        if (mayUseMemory()) {
          builder.setDataDirectory(Files.createTempDirectory(MEMORY, "courant-postgresql"));
        }
        return builder.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String migrated() {
      String address = create("template0");
      Database.open(address, Path.of("unused")).close();
      return address.substring(address.lastIndexOf('/') + 1);
    }

    static void drop(String name) {
      try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("drop database " + name + " with (force)");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /** The order of names is German there, so that nothing leans on the order of bytes unasked. */
    static synchronized String create(String template) {
      String name = "courant_test_" + made++;
      try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "create database "
                + name
                + " template "
                + template
                + (template.equals("template0")
                    ? " encoding 'UTF8' locale_provider icu icu_locale 'de-DE'"
                    : ""));
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return "postgresql://postgres:postgres@localhost:" + POSTGRES.getPort() + "/" + name;
    }
  }
}
