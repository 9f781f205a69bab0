package courant.transfer.archive;

import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.reply.CarriedAddresses;
import courant.transfer.exported.Export;
import courant.transfer.exported.Exported;
import courant.transfer.exported.UnreadableExport;
import courant.transfer.importing.ImportReport;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jdbi.v3.core.Handle;

/**
 * Courant's own archive: a zip with a file of JSON lines for each table that belongs to the review.
 * It restores exactly: the same numbers, web addresses and instants. Readers and their e-mail
 * addresses are not in it; they are in a backup, which has the key beside it. Replies are, without
 * saying whose they are; with a secret, whose they are comes too, encrypted with it.
 */
public final class CourantArchive implements Export {
  private static final int VERSION = 1;

  /** The file in the zip that tells it is an archive. */
  public static final String MANIFEST = "courant.json";

  /** Any fixed instant: two archives of the same review are the same bytes. */
  private static final LocalDateTime WRITTEN = LocalDateTime.of(2026, 1, 1, 0, 0);

  private static final String ADDRESSES = "addresses.sealed";
  private static final int SALT_BYTES = 16;

  /** Told when tables were filled past the stores that own them. */
  public static final String RESTORED = "review.restored";

  private final Path file;

  /**
   * @param file that there is, or that is to be written
   */
  public CourantArchive(Path file) {
    this.file = file;
  }

  @Override
  public String kind() {
    return "courant";
  }

  /** Counts what is inside; {@link #restore} is what takes it. */
  @Override
  public void read(Consumer<Exported> taken) throws IOException {
    JsonObject manifest = manifest();
    taken.accept(
        new Exported.Site(
            manifest.getString("title", ""),
            "",
            "",
            "",
            Integer.toString(manifest.getInteger("version"))));
  }

  /** The archive's own counts, by table. */
  public JsonObject manifest() throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(MANIFEST);
      if (entry == null) {
        throw new UnreadableExport(file + ": is a zip, but not a Courant archive");
      }
      JsonObject manifest = manifest(zip, entry);
      if (manifest.getInteger("version", 0) > VERSION) {
        throw new UnreadableExport(file + ": was written by a newer Courant; upgrade first");
      }
      return manifest;
    } catch (ZipException | EOFException | DecodeException | ClassCastException e) {
      throw damaged(e);
    }
  }

  private static JsonObject manifest(ZipFile zip, ZipEntry entry) throws IOException {
    CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
    JsonObject manifest = new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    check(in, entry);
    return manifest;
  }

  /** The JDK keeps a checksum for each file in a zip, and does not look at it. */
  private static void check(CheckedInputStream read, ZipEntry entry) throws ZipException {
    if (read.getChecksum().getValue() != entry.getCrc()) {
      throw new ZipException(entry.getName() + " is not what was written");
    }
  }

  private UnreadableExport damaged(Exception e) {
    return new UnreadableExport(
        file + ": is damaged: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
  }

  /**
   * Writes the whole review, as it is at one moment.
   *
   * @param secret what addresses are encrypted with; empty leaves them out
   */
  public void write(
      Database database,
      String title,
      CarriedAddresses addresses,
      CarriedPictures pictures,
      String secret)
      throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream out = Files.newOutputStream(unfinished);
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      JsonObject counts = new JsonObject();
      database.snapshot(
          handle -> {
            if (!secret.isEmpty()) {
              pack(zip, handle, addresses, secret);
            }
            ArchiveTable.ALL.forEach(
                table ->
                    counts.put(
                        table.name(),
                        write(
                            zip,
                            table.file(),
                            lines -> table.pack(handle, !secret.isEmpty(), lines))));
            return true;
          });
      pictures.pack(zip);
      begin(zip, MANIFEST);
      zip.write(
          new JsonObject()
              .put("version", VERSION)
              .put("title", title)
              .put("rows", counts)
              .encodePrettily()
              .getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void pack(
      ZipOutputStream zip, Handle handle, CarriedAddresses addresses, String secret) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    write(
        zip,
        ADDRESSES,
        lines -> {
          lines.accept(Base64.getEncoder().encodeToString(salt));
          addresses.pack(handle, Vault.ofSecret(secret, salt), lines);
        });
  }

  /** Writes a file of lines, and answers how many. */
  private static int write(ZipOutputStream zip, String name, Consumer<Consumer<String>> content) {
    try {
      begin(zip, name);
      Writer lines = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
      int[] count = {0};
      content.accept(
          line -> {
            count[0]++;
            append(lines, line);
          });
      lines.flush();
      zip.closeEntry();
      return count[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(Writer lines, String line) {
    try {
      lines.write(line);
      lines.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(WRITTEN);
    zip.putNextEntry(entry);
  }

  /**
   * Puts the pictures into the store, before {@link #restore} and outside of its transaction: they
   * may take hours, in which others want to write. Their names say what they hold, so doing it
   * again does no harm.
   *
   * @throws UnreadableExport if the archive is damaged, or the review not empty
   */
  public void unpack(Database database, CarriedPictures pictures) throws IOException {
    requireEmpty(database.read(CourantArchive::filled));
    unpack(pictures::unpack);
  }

  /**
   * Puts everything but the pictures into an empty review, in one transaction.
   *
   * @param secret opens the addresses in it; empty leaves them
   * @throws UnreadableExport if the archive is damaged, the secret another, or the review not empty
   */
  public void restore(Handle handle, CarriedAddresses addresses, String secret, ImportReport report)
      throws IOException {
    requireEmpty(filled(handle));
    unpack(
        zip -> {
          ZipEntry sealed = zip.getEntry(ADDRESSES);
          boolean withWhom = sealed != null && !secret.isEmpty();
          if (withWhom) {
            CheckedInputStream in = new CheckedInputStream(zip.getInputStream(sealed), new CRC32());
            unpack(handle, addresses, secret, in);
            check(in, sealed);
          } else if (sealed != null) {
            report.partly(
                "the addresses of repliers", "are sealed; --addresses-with FILE opens them");
          }
          for (ArchiveTable table : ArchiveTable.ALL) {
            ZipEntry entry = zip.getEntry(table.file());
            if (entry != null) {
              CheckedInputStream in =
                  new CheckedInputStream(zip.getInputStream(entry), new CRC32());
              restore(handle, table, in, withWhom);
              check(in, entry);
            }
          }
        });
  }

  private static Optional<ArchiveTable> filled(Handle handle) {
    return ArchiveTable.ALL.stream().filter(table -> !table.isEmpty(handle)).findFirst();
  }

  private void requireEmpty(Optional<ArchiveTable> filled) throws UnreadableExport {
    if (filled.isPresent()) {
      throw new UnreadableExport(
          file
              + ": restores into an empty data folder only; this one has a "
              + filled.get().name().replace('_', ' ')
              + " already (choose another with --data)");
    }
  }

  private interface Unpacking {
    void of(ZipFile zip) throws IOException;
  }

  private void unpack(Unpacking unpacking) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      unpacking.of(zip);
    } catch (ZipException
        | EOFException
        | UncheckedIOException
        | DecodeException
        | IllegalStateException
        | IllegalArgumentException e) {
      throw damaged(e);
    }
  }

  private void unpack(Handle handle, CarriedAddresses addresses, String secret, InputStream in)
      throws IOException {
    List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    Vault travelling = Vault.ofSecret(secret, Base64.getDecoder().decode(lines.getFirst()));
    try {
      lines.stream().skip(1).forEach(line -> addresses.unpack(handle, travelling, line));
    } catch (IllegalStateException _) {
      throw new UnreadableExport(
          file + ": the addresses in it were sealed with another secret, or are damaged");
    }
  }

  private static void restore(Handle handle, ArchiveTable table, InputStream in, boolean withWhom)
      throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      table.unpack(handle, withWhom, lines.lines());
    }
  }
}
