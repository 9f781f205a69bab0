package courant.delivery.fediverse;

import courant.support.FediverseServer;
import courant.support.SettableClock;
import courant.support.TestReview;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of the fediverse have in common: a review, a server that it speaks with, and Ana. */
abstract class BesideAServer {
  TestReview review;
  FediverseServer there;
  FediverseServer.Account ana;

  @BeforeEach
  void start() {
    there = new FediverseServer(new SettableClock(TestReview.NOON));
    review = TestReview.start(Map.of("fediverse", "on", "allow-private", there.address()));
    review.section("World", "All of it");
    ana = there.account("ana");
  }

  @AfterEach
  void stop() {
    review.close();
    there.close();
  }

  String host() {
    return "localhost:" + review.review.port();
  }

  JsonObject json(String address) {
    return FediverseServer.document(review, address);
  }

  JsonObject actor(String name) {
    return FediverseServer.actor(review, name);
  }
}
