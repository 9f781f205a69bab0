package courant.reader;

import static org.assertj.core.api.Assertions.assertThat;

import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.support.Await;
import courant.support.SoftPasskey;
import courant.support.TestReview;
import courant.support.Visitor;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Whoever is erased is in no byte of our files, and those who stay were never readable in them. */
@DisabledIfSystemProperty(
    named = "courant.test.database",
    matches = "postgresql",
    disabledReason = "the files of a PostgreSQL server are not ours")
class ErasureTest {
  private TestReview review;
  private Readers readers;

  @BeforeEach
  void start() {
    review = TestReview.start();
    readers = review.review.readers();
  }

  @AfterEach
  void stop() {
    review.close();
  }

  @Test
  void whoSignsUpAndErasesLeavesNothing() throws IOException {
    Visitor visitor = new Visitor(review).signIn("Nobody.Else@example.org");
    JsonObject options = new JsonObject(visitor.post("/my/account/passkey/options").body());
    String credential = new SoftPasskey(review.at("").toString()).create(options);
    visitor.post("/my/account/passkey", "credential", credential, "name", "Phone");
    List<byte[]> traces = traces(1);
    assertThat(found(traces)).as("before").hasSizeGreaterThan(4);
    assertThat(found(clear("nobody.else@example.org"))).as("never in clear").isEmpty();
    visitor.post("/my/sign-in", "email", "nobody.else@example.org");
    traces.addAll(traces(1));
    assertThat(visitor.post("/my/account/erase").body()).contains("You are erased");
    assertThat(found(traces)).isEmpty();
    assertThat(readers.byId(new ReaderId(1))).isEmpty();
    assertThat(visitor.get("/my/account").statusCode()).isEqualTo(303);
  }

  @Test
  void someOfManyAreErasedWhereverTheirRowsHaveMoved() throws IOException {
    List<ReaderId> all =
        review
            .review
            .database()
            .write(handle -> IntStream.range(0, 3_000).mapToObj(i -> add(handle, i)).toList());
    Map<ReaderId, List<byte[]>> traces = new HashMap<>();
    List<ReaderId> leaving = IntStream.range(0, 30).mapToObj(i -> all.get(i * 97)).toList();
    leaving.forEach(reader -> traces.put(reader, traces(reader.value())));
    leaving.forEach(readers::erase);
    List<byte[]> everything = traces.values().stream().flatMap(List::stream).toList();
    assertThat(everything).hasSize(60);
    assertThat(found(everything)).isEmpty();
    assertThat(found(traces(all.get(1).value()))).hasSize(2);
  }

  /** As a backup or an export does, for which nobody waits who is erased, or writes. */
  @Test
  void whoIsErasedWhileOthersReadIsInNoFileOnceTheyHaveRead() throws Exception {
    Visitor visitor = new Visitor(review).signIn("nobody.else@example.org");
    List<byte[]> traces = traces(1);
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch read = new CountDownLatch(1);
    Database database = review.review.database();
    Thread backup =
        Thread.startVirtualThread(
            () ->
                database.snapshot(
                    handle -> {
                      handle.select("select id from reader").mapTo(Long.class).list();
                      reading.countDown();
                      await(read);
                      return true;
                    }));
    reading.await();
    try {
      assertThat(visitor.post("/my/account/erase").body()).contains("You are erased");
      assertThat(found(traces)).as("while it is read").isNotEmpty();
    } finally {
      read.countDown();
      backup.join();
    }
    Await.until(() -> nothingOf(traces));
    assertThat(readers.byId(new ReaderId(1))).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean nothingOf(List<byte[]> traces) {
    try {
      return found(traces).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ReaderId add(Handle handle, int number) {
    EmailAddress address = new EmailAddress("reader" + number + "@example.org");
    AddressBook book = readers.addresses();
    return readers.add(handle, book.seal(address), book.hash(address));
  }

  /** What the database holds of a reader: the sealed address, its hash, letters and links. */
  private List<byte[]> traces(int reader) {
    return review
        .review
        .database()
        .read(
            handle -> {
              List<byte[]> traces = new ArrayList<>();
              for (String query :
                  List.of(
                      "select address from reader where id = ?",
                      "select address_hash from reader where id = ?",
                      "select token_hash from reader_session where reader_id = ?",
                      "select credential_id from passkey where realm = 'reader' and owner = ?",
                      "select attested from passkey where realm = 'reader' and owner = ?",
                      "select address from reader_link where address_hash ="
                          + " (select address_hash from reader where id = ?)",
                      "select message from outbox where address_hash ="
                          + " (select address_hash from reader where id = ?)")) {
                handle
                    .createQuery(query)
                    .bind(0, reader)
                    .map((row, _) -> row.getBytes(1))
                    .forEach(traces::add);
              }
              return traces;
            });
  }

  private static List<byte[]> clear(String address) {
    return Stream.of(address, "Nobody.Else@example.org")
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  /** Which of these are anywhere in the data folder. */
  private List<byte[]> found(List<byte[]> traces) throws IOException {
    Collection<String> files = review.filesNow().values();
    return traces.stream()
        .filter(trace -> holdsAny(files, new String(trace, StandardCharsets.ISO_8859_1)))
        .toList();
  }

  private static boolean holdsAny(Collection<String> files, String trace) {
    return files.stream().anyMatch(file -> file.contains(trace));
  }

  @Test
  void aDatabaseIsNotOpenedWithAnotherKey() throws IOException {
    Path other = review.folder.resolve("other.key");
    Vault vault = Vault.open(other);
    assertThat(Files.getPosixFilePermissions(other))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    Assertions.assertThatThrownBy(
            () -> new Readers(review.review.database(), review.review.facts(), vault, review.clock))
        .hasMessageContaining("courant.key");
  }
}
