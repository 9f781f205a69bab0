package courant;

import courant.delivery.mail.TxtRecords;
import courant.platform.config.Setting;
import courant.platform.config.Settings;
import courant.platform.crypto.Vault;
import courant.reader.Readers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the doctor looks at on this machine, and in the database. */
final class HouseCalls {
  private static final Duration TOLERABLE = Duration.ofMinutes(1);

  /** Nobody publishes before Courant was written. */
  private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

  private final Settings settings;
  private final InstantSource clock;
  private final List<Finding> findings = new ArrayList<>();

  HouseCalls(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  List<Finding> findings() {
    java();
    boolean folder = folder();
    boolean key = key();
    if (folder && key && held()) {
      database();
    }
    return findings;
  }

  private void java() {
    int version = Runtime.version().feature();
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    findings.add(
        heap < 200
            ? Finding.look(
                "java",
                "%d, with %d MB of heap".formatted(version, heap),
                "give it 256 MB: COURANT_JAVA_OPTIONS=-Xmx256m")
            : Finding.ok("java", "%d, with %,d MB of heap at most".formatted(version, heap)));
  }

  private boolean folder() {
    Path data = settings.data().toAbsolutePath().normalize();
    if (!Files.exists(data)) {
      findings.add(Finding.ok("data", data + " is not there yet; ./courant makes it"));
      return false;
    }
    if (!Files.isDirectory(data) || !Files.isWritable(data)) {
      findings.add(
          Finding.wrong(
              "data",
              data + " is no folder that this user may write",
              "run Courant as the user who owns it, or: chown -R USER " + data));
      return false;
    }
    try {
      long free = Files.getFileStore(data).getUsableSpace() >> 20;
      String found = "%s, %,d MB free".formatted(data, free);
      findings.add(
          free < Watch.LEAST_SPACE >> 20
              ? Finding.wrong("data", found, "make room before the disk is full")
              : Finding.ok("data", found));
    } catch (IOException e) {
      findings.add(Finding.wrong("data", data + ": " + e.getMessage(), "look at the disk"));
    }
    return true;
  }

  private boolean key() {
    Path key = Holdings.keyFile(settings);
    try {
      if (!Files.exists(key)) {
        findings.add(
            held()
                ? Finding.wrong(
                    "key",
                    key + " is missing, and the database was sealed with it",
                    "put it back from a backup, or name it with --key-file")
                : Finding.ok("key", key + " is made with the first start"));
        return false;
      }
      Vault.open(key);
      Set<PosixFilePermission> may = Files.getPosixFilePermissions(key);
      may.removeAll(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
      findings.add(
          may.isEmpty()
              ? Finding.ok("key", key + ", for its owner only")
              : Finding.wrong("key", key + " can be read by others", "chmod 600 " + key));
      return true;
    } catch (IOException | RuntimeException e) {
      findings.add(Finding.wrong("key", e, "put the key back from a backup of " + key));
      return false;
    }
  }

  /** Whether there is a database to look into: the doctor makes none. */
  private boolean held() {
    return !settings.get(Setting.DATABASE).equals("sqlite:")
        || Files.exists(settings.data().resolve("courant.db"));
  }

  private void database() {
    try (Holdings held = Holdings.open(settings, clock)) {
      new Readers(held.database(), held.facts(), held.vault(), clock);
      List<String> faults = held.database().faults();
      String where = settings.get(Setting.DATABASE).equals("sqlite:") ? "SQLite" : "PostgreSQL";
      findings.add(
          faults.isEmpty()
              ? Finding.ok("database", where + ", sound, opens with the key")
              : Finding.wrong(
                  "database",
                  where + ": " + String.join("; ", faults.subList(0, Math.min(3, faults.size()))),
                  "restore the last backup: ./courant restore FILE --data OTHER-FOLDER"));
      clock(held);
      findings.addAll(new CertificateCall(settings, clock).findings(held));
      findings.addAll(new MediaCall(settings, clock).findings(held));
      findings.addAll(new MailCall(settings, TxtRecords.ofResolver(), clock).findings(held));
    } catch (RuntimeException e) {
      findings.add(
          Finding.wrong(
              "database", e, "look at COURANT_DATABASE, COURANT_KEY_FILE and the last backup"));
    }
  }

  /** Stories come due by this clock, and sign-in links end by it. */
  private void clock(Holdings held) {
    Instant now = clock.instant();
    Instant newest =
        held.database()
            .read(
                handle ->
                    Instant.ofEpochMilli(
                        handle
                            .createQuery("select coalesce(max(at), 0) from fact")
                            .mapTo(Long.class)
                            .one()));
    boolean behind = newest.isAfter(now.plus(TOLERABLE)) || now.isBefore(EARLIEST);
    findings.add(
        behind
            ? Finding.wrong(
                "clock",
                "%s, but something has happened at %s".formatted(now, newest),
                "set the clock and let NTP keep it: timedatectl set-ntp true")
            : Finding.ok("clock", now.toString()));
  }
}
