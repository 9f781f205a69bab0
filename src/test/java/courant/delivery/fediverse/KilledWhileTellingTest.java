package courant.delivery.fediverse;

import static org.assertj.core.api.Assertions.assertThat;

import courant.Holdings;
import courant.Review;
import courant.platform.config.Settings;
import courant.platform.crypto.FastProvider;
import courant.support.FediverseServer;
import courant.support.FediverseServer.Delivered;
import courant.support.HeldStory;
import courant.support.OtherProcess;
import courant.support.SettableClock;
import courant.support.TestReview;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that tells the fediverse is killed (SIGKILL) in the middle: every inbox gets it. */
class KilledWhileTellingTest {
  private static final int INBOXES = 150;
  private static final List<Integer> KILLED_AT = List.of(20, 120);

  /** As many as are delivered at once. */
  private static final int IN_FLIGHT = 64;

  @TempDir Path folder;

  /** The process that is killed. Each start is some minutes later, when leases have ended. */
  public static void main(String[] arguments) {
    Instant start = TestReview.NOON.plus(Duration.ofMinutes(5L * Integer.parseInt(arguments[2])));
    InstantSource clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), start));
    Settings settings = settings(Path.of(arguments[0]), arguments[1]);
    try (Review review = new Review(Holdings.open(settings, clock))) {
      review.serve();
      while (!review.fediverse().states().equals(Map.of("sent", (long) INBOXES))) {
        LockSupport.parkNanos(2_000_000);
      }
    }
  }

  private static Settings settings(Path folder, String there) {
    return Settings.of(
        Map.of(
            "data", folder.toString(),
            "port", "0",
            "url", "https://review.example",
            "fediverse", "on",
            "allow-private", there));
  }

  @Test
  void everyInboxGetsItWhereverItIsKilled() throws Exception {
    try (FediverseServer there = new FediverseServer(new SettableClock(TestReview.NOON))) {
      prepare(there);
      for (int start = 0; start <= KILLED_AT.size(); start++) {
        Process teller = start(there, start);
        int killAt = start < KILLED_AT.size() ? KILLED_AT.get(start) : Integer.MAX_VALUE;
        there.onDelivery =
            () -> {
              if (there.delivered.size() == killAt) {
                teller.destroyForcibly();
              }
            };
        assertThat(teller.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(teller.exitValue() == 0)
            .as(Files.readString(folder.resolve("teller.log")))
            .isEqualTo(start == KILLED_AT.size());
      }
      Map<String, List<Delivered>> byInbox =
          there.delivered.stream()
              .collect(Collectors.groupingBy(one -> one.headers().get("(request-target)")));
      assertThat(byInbox).hasSize(INBOXES);
      assertThat(there.delivered.size() - INBOXES)
          .as("no more again than were in flight")
          .isBetween(1, KILLED_AT.size() * IN_FLIGHT);
      assertThat(there.delivered)
          .extracting(one -> one.activity().getString("id"))
          .as("the same again, so that whoever has it knows")
          .containsOnly(there.delivered.getFirst().activity().getString("id"));
    }
  }

  private void prepare(FediverseServer there) throws GeneralSecurityException {
    PublicKey key = FastProvider.keyPairGenerator("RSA").generateKeyPair().getPublic();
    InstantSource noon = InstantSource.fixed(TestReview.NOON);
    Holdings held = Holdings.open(settings(folder, there.address()), noon);
    try (Review _ = new Review(held)) {
      Followers followers =
          new Followers(
              held.database(), held.vault(), new Inboxes(held.vault(), held.ids(), noon), noon);
      held.database()
          .change(
              handle -> {
                for (int i = 0; i < INBOXES; i++) {
                  String id = there.site() + "/users/" + i;
                  Peer peer =
                      new Peer(id, id + "#key", key, id + "/inbox", "u" + i, id, noon.instant());
                  followers.add(handle, Actor.REVIEW, peer);
                }
              });
      HeldStory.write(held, "Port reopens");
    }
  }

  private Process start(FediverseServer there, int number) throws IOException {
    return OtherProcess.of(
            KilledWhileTellingTest.class,
            folder.toString(),
            there.address(),
            Integer.toString(number))
        .redirectErrorStream(true)
        .redirectOutput(new File(folder.toFile(), "teller.log"))
        .start();
  }
}
