package courant.transfer;

import courant.transfer.exported.UnreadableExport;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Files in one zip file, with the SHA-256 of each in its last entry: what was put in comes out
 * whole or not at all. It holds secrets, so only its owner may read it.
 */
public final class Backup {
  private static final String CHECKSUMS = "checksums.json";

  private Backup() {}

  /**
   * Writes the files and reads them again; the file is there, complete and on the disk, or not at
   * all.
   *
   * @param files where each is, by the name it gets
   * @param besides more of them, which are left out if they are gone by then
   * @return how many files it holds
   */
  public static int write(Path file, Map<String, Path> files, Map<String, Path> besides)
      throws IOException {
    Path unfinished =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            file.getFileName().toString(),
            ".part",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      int packed = pack(unfinished, files, besides);
      check(unfinished);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      return packed;
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static int pack(Path unfinished, Map<String, Path> files, Map<String, Path> besides)
      throws IOException {
    SortedMap<String, Path> all = new TreeMap<>(besides);
    all.putAll(files);
    JsonObject checksums = new JsonObject();
    try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE);
        ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel))) {
      for (Map.Entry<String, Path> entry : all.entrySet()) {
        try (InputStream in = Files.newInputStream(entry.getValue())) {
          zip.putNextEntry(new ZipEntry(entry.getKey()));
          checksums.put(entry.getKey(), copy(in, zip));
          zip.closeEntry();
        } catch (NoSuchFileException e) {
          if (files.containsKey(entry.getKey())) {
            throw e;
          }
        }
      }
      zip.putNextEntry(new ZipEntry(CHECKSUMS));
      zip.write(checksums.encodePrettily().getBytes(StandardCharsets.UTF_8));
      zip.finish();
      channel.force(true);
    }
    return checksums.size();
  }

  /** Whether a file is one, as far as it can be opened. */
  public static boolean isOne(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.getEntry(CHECKSUMS) != null;
    } catch (ZipException | NoSuchFileException | FileNotFoundException _) {
      return false;
    }
  }

  /**
   * Reads all of it.
   *
   * @throws UnreadableExport if anything in it is not what was put in
   */
  public static void check(Path file) throws IOException {
    unpack(file, _ -> OutputStream.nullOutputStream());
  }

  /**
   * Puts the files into an empty folder.
   *
   * @throws UnreadableExport as {@link #check}; what is in the folder then is of no use
   */
  public static void restore(Path file, Path folder) throws IOException {
    unpack(
        file,
        name -> {
          Path path = folder.resolve(name).normalize();
          if (!path.startsWith(folder)) {
            throw new UnreadableExport(file + " holds a file outside of itself: " + name);
          }
          Files.createDirectories(path.getParent());
          OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW);
          Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
          return out;
        });
  }

  private interface Destination {
    OutputStream of(String name) throws IOException;
  }

  private static void unpack(Path file, Destination destination) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry list = zip.getEntry(CHECKSUMS);
      if (list == null) {
        throw new UnreadableExport(file + " is no backup of Courant");
      }
      JsonObject checksums = new JsonObject(text(zip, list));
      for (String name : checksums.fieldNames()) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null || !same(zip, entry, destination, checksums.getString(name))) {
          throw new UnreadableExport(file + " is damaged: " + name);
        }
      }
    } catch (ZipException | IllegalArgumentException | DecodeException e) {
      throw new UnreadableExport(file + " is damaged or no backup: " + e.getMessage());
    }
  }

  private static String text(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static boolean same(ZipFile zip, ZipEntry entry, Destination destination, String checksum)
      throws IOException {
    try (InputStream in = zip.getInputStream(entry);
        OutputStream out = destination.of(entry.getName())) {
      return copy(in, out).equals(checksum);
    }
  }

  /** Copies, and answers the SHA-256. */
  private static String copy(InputStream in, OutputStream out) throws IOException {
    DigestInputStream digesting = new DigestInputStream(in, sha256());
    digesting.transferTo(out);
    return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
