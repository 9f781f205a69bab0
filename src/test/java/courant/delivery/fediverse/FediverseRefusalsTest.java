package courant.delivery.fediverse;

import static org.assertj.core.api.Assertions.assertThat;

import courant.support.FediverseServer;
import courant.support.SettableClock;
import courant.support.TestReview;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes to the inbox and is not believed. */
class FediverseRefusalsTest {
  private static TestReview review;
  private static FediverseServer there;
  private static FediverseServer elsewhere;
  private static FediverseServer.Account ana;
  private static URI inbox;

  @BeforeAll
  static void start() {
    there = new FediverseServer(new SettableClock(TestReview.NOON));
    elsewhere = new FediverseServer(new SettableClock(TestReview.NOON));
    review =
        TestReview.start(
            Map.of(
                "fediverse", "on", "allow-private", there.address() + "," + elsewhere.address()));
    ana = there.account("ana");
    inbox = review.at("/fediverse/inbox");
  }

  @AfterAll
  static void stop() {
    review.close();
    there.close();
    elsewhere.close();
  }

  private static JsonObject like() {
    return ana.activity("Like", review.at("/2026/11/nothing").toString());
  }

  private static long counted(String reason) {
    return review.review.fediverse().refused().getOrDefault(reason, 0L);
  }

  /** It is answered so, says why, and is counted. */
  private static void refused(FediverseServer.Post post, int status, String reason) {
    long before = counted(reason);
    HttpResponse<String> answer = post.send(review);
    assertThat(answer.body().strip()).isEqualTo(reason);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(counted(reason)).isEqualTo(before + 1);
  }

  @Test
  void whatIsRightIsTaken() {
    assertThat(there.post(ana, inbox, like()).send(review).statusCode()).isEqualTo(202);
    assertThat(there.post(ana, inbox, like()).algorithm("hs2019").send(review).body())
        .isEqualTo("accepted\n");
  }

  @Test
  void withoutASignature() {
    long before = counted("unsigned");
    HttpResponse<String> answer =
        review.send(
            HttpRequest.newBuilder(inbox)
                .POST(HttpRequest.BodyPublishers.ofString(like().encode())));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(counted("unsigned")).isEqualTo(before + 1);
  }

  @Test
  void signedByAnotherKey() {
    FediverseServer.Account forger = there.account("forger", 1);
    refused(there.post(forger, inbox, like()).key(ana.key()), 401, "forged");
  }

  @Test
  void signedInSomebodyElsesName() {
    FediverseServer.Account ben = there.account("ben");
    refused(there.post(ben, inbox, like()), 403, "impostor");
  }

  @Test
  void anotherBodyThanTheOneSigned() {
    refused(there.post(ana, inbox, like()).swapping("{\"type\":\"Like\"}"), 401, "digest");
    refused(there.post(ana, inbox, like()).digest("MD5=abc"), 401, "digest");
  }

  @Test
  void whatMattersIsNotCovered() {
    refused(there.post(ana, inbox, like()).covering("date"), 401, "uncovered");
    refused(
        there.post(ana, inbox, like()).covering("(request-target)", "host", "date"),
        401,
        "uncovered");
    refused(
        there.post(ana, inbox, like()).covering("(request-target)", "host", "digest"),
        401,
        "uncovered");
  }

  @Test
  void ofAnotherDay() {
    refused(
        there.post(ana, inbox, like()).at(TestReview.NOON.minus(Duration.ofHours(13))),
        401,
        "stale");
    refused(
        there.post(ana, inbox, like()).at(TestReview.NOON.plus(Duration.ofHours(2))), 401, "stale");
    assertThat(
            there
                .post(ana, inbox, like())
                .at(TestReview.NOON.minus(Duration.ofHours(11)))
                .send(review)
                .statusCode())
        .isEqualTo(202);
  }

  @Test
  void meantForAnotherServer() {
    refused(there.post(ana, inbox, like()).forHost("elsewhere.example"), 401, "forged");
  }

  @Test
  void inAWayThatIsNotTrusted() {
    refused(there.post(ana, inbox, like()).algorithm("hmac-sha256"), 401, "algorithm");
  }

  @Test
  void heardBefore() {
    JsonObject like = like();
    assertThat(there.post(ana, inbox, like).send(review).body()).isEqualTo("accepted\n");
    refused(there.post(ana, inbox, like), 202, "replay");
    JsonObject nameless = like();
    nameless.remove("id");
    assertThat(there.post(ana, inbox, nameless).send(review).body()).isEqualTo("accepted\n");
    refused(there.post(ana, inbox, nameless), 202, "replay");
  }

  @Test
  void giantsAndDepths() {
    refused(there.post(ana, inbox, "{\"a\":\"" + "x".repeat(300_000) + "\"}"), 413, "large");
    refused(there.post(ana, inbox, "[".repeat(5_000) + "]".repeat(5_000)), 400, "json");
    refused(there.post(ana, inbox, "{\"a\":".repeat(100) + "1" + "}".repeat(100)), 400, "json");
    refused(there.post(ana, inbox, "{\"type\":\"Like\"}"), 400, "json");
    refused(there.post(ana, inbox, "not json"), 400, "json");
    refused(
        there.post(ana, inbox, "{\"type\":{\"type\":[]},\"actor\":7,\"object\":[[[]]]}"),
        400,
        "json");
  }

  @Test
  void bodiesThatNoServerTakes() {
    HttpResponse<String> answer =
        there.post(ana, inbox, "{\"a\":\"" + "x".repeat(3 << 20) + "\"}").send(review);
    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1/users/ana#main-key",
        "https://192.168.1.1/users/ana",
        "https://[::1]/users/ana",
        "http://127.0.0.1:1/users/ana",
        "http://example.com/users/ana#main-key",
        "file:///etc/passwd",
        "acct:ana@example.com",
        "x"
      })
  void keysOnAddressesWhereWeDoNotGo(String key) {
    refused(there.post(ana, inbox, like()).key(key), 401, "private");
  }

  @Test
  void keysThatCannotBeHad() {
    refused(there.post(ana, inbox, like()).key(there.site() + "/users/nobody"), 401, "key");
    there.account("weak");
    JsonObject weak = there.documents.get("/users/weak");
    weak.getJsonObject("publicKey")
        .put("publicKeyPem", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----");
    refused(there.post(ana, inbox, like()).key(there.site() + "/users/weak#main-key"), 401, "key");
  }

  @Test
  void anActorLargerThanAnyoneNeeds() {
    FediverseServer.Account big = there.account("big");
    there.documents.get("/users/big").put("summary", "x".repeat(Received.MOST_BYTES));
    refused(there.post(big, inbox, big.activity("Like", "x")), 401, "key");
  }

  @Test
  void aFileThatSomebodyPutThereIsNoActor() {
    FediverseServer.Account eve = there.account("eve");
    there.contentType = "text/plain";
    try {
      refused(there.post(eve, inbox, eve.activity("Like", "x")), 401, "key");
    } finally {
      there.contentType = "application/activity+json";
    }
  }

  @Test
  void keysThatSomebodyElseClaims() {
    JsonObject claims = there.documents.get("/users/ana").copy();
    claims.put("id", there.site() + "/users/claims");
    there.documents.put("/users/claims", claims);
    // The document at claims shows ana's key as its own.
    refused(
        there.post(ana, inbox, like()).key(there.site() + "/users/claims#main-key"), 401, "owner");
  }

  @Test
  void whatLiesBehindARedirectToAnotherServer() {
    FediverseServer.Account posed = there.account("posed", 1);
    elsewhere.documents.put("/users/posed", there.documents.remove("/users/posed"));
    there.redirects.put("/users/posed", elsewhere.site() + "/users/posed");
    refused(there.post(posed, inbox, posed.activity("Like", "x")), 401, "key");
    assertThat(elsewhere.asked).contains("GET /users/posed");
  }

  @Test
  void anActorMayMoveOnTheirOwnServer() {
    FediverseServer.Account moved = there.account("moved");
    there.documents.put("/actors/moved", there.documents.remove("/users/moved"));
    there.redirects.put("/users/moved", "/actors/moved");
    assertThat(there.post(moved, inbox, moved.activity("Like", "x")).send(review).statusCode())
        .isEqualTo(202);
  }

  @Test
  void keysThatLeadToEverFurtherKeys() {
    String key = there.site() + "/keys/";
    for (int i = 0; i < 5; i++) {
      there.documents.put(
          "/keys/" + i,
          new JsonObject()
              .put("id", key + i)
              .put("type", "Key")
              .put("owner", key + (i + 1) % 5)
              .put("publicKeyPem", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"));
    }
    there.asked.clear();
    refused(there.post(ana, inbox, like()).key(key + 0), 401, "owner");
    assertThat(there.asked)
        .as("one step, and no more")
        .containsExactly("GET /keys/0", "GET /keys/1");
    there.documents.put(
        "/keys/own", new JsonObject().put("id", key + "own").put("owner", "https://example.com/x"));
    refused(there.post(ana, inbox, like()).key(key + "own"), 401, "owner");
  }

  @Test
  void aKeyWithAnAddressOfItsOwnIsFineIfItsOwnerSaysSo() {
    FediverseServer.Account kim = there.account("kim");
    String key = kim.id() + "/key";
    JsonObject document = there.documents.get("/users/kim");
    document.getJsonObject("publicKey").put("id", key);
    there.documents.put("/users/kim/key", document.getJsonObject("publicKey").copy());
    assertThat(there.post(kim, inbox, kim.activity("Like", "x")).key(key).send(review).statusCode())
        .isEqualTo(202);
  }

  @Test
  void aChangedKeyIsAskedForAnew() {
    FediverseServer.Account old = there.account("changes", 0);
    assertThat(there.post(old, inbox, old.activity("Like", "x")).send(review).statusCode())
        .isEqualTo(202);
    FediverseServer.Account changed = there.account("changes", 1);
    refused(there.post(changed, inbox, changed.activity("Like", "x")), 401, "forged");
    review.clock.advance(Duration.ofMinutes(2));
    assertThat(there.post(changed, inbox, changed.activity("Like", "x")).send(review).statusCode())
        .isEqualTo(202);
  }

  @Test
  void fromABlockedServer() {
    FediverseServer other = new FediverseServer(new SettableClock(TestReview.NOON));
    try {
      assertThat(review.review.fediverse().block(other.site() + "/about", "Editor")).isTrue();
      FediverseServer.Account eve = other.account("eve");
      refused(other.post(eve, inbox, eve.activity("Like", "x")), 403, "blocked");
      assertThat(other.asked).isEmpty();
    } finally {
      other.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://bad.example/users/eve",
        "https://bad.example:443/users/eve",
        "https://bad.example:8443/users/eve",
        "https://bad.example./users/eve",
        "https://BAD.example.:8443/users/eve",
        "https://sub.bad.example:8443/users/eve",
        "http://bad.example:80/users/eve"
      })
  void aBlockedServerByAnyNameOfIt(String address) {
    assertThat(Blocked.covers("bad.example", Received.host(address))).isTrue();
    assertThat(Blocked.covers("ad.example", Received.host(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bad.example:8443", "https://bad.example.:8443/about"})
  void ofABlockedPortOnlyThisPort(String typed) {
    String blocked = Blocked.server(typed);
    assertThat(Blocked.covers(blocked, Received.host("https://bad.example:8443/eve"))).isTrue();
    assertThat(Blocked.covers(blocked, Received.host("https://bad.example/eve"))).isFalse();
    assertThat(Blocked.server("https://bad.example:443/about")).isEqualTo("bad.example");
  }

  @Test
  void strangersWhoLeaveAreNotLookedUp() {
    there.asked.clear();
    FediverseServer.Account stranger = there.account("stranger");
    assertThat(
            there
                .post(stranger, inbox, stranger.activity("Delete", stranger.id()))
                .send(review)
                .statusCode())
        .isEqualTo(202);
    assertThat(there.asked).isEmpty();
  }

  @Test
  void nobodyIsForgottenBecauseAKeyThatSomebodyNamesIsNot() {
    FediverseServer.Account kept = there.account("kept");
    JsonObject follow =
        kept.activity("Follow", FediverseServer.actor(review, "courant").getString("id"));
    assertThat(there.post(kept, inbox, follow).send(review).statusCode()).isEqualTo(202);
    FediverseServer.Account mallory = there.account("mallory", 1);
    refused(
        there
            .post(mallory, inbox, kept.activity("Delete", kept.id()))
            .key(there.site() + "/no-such-page#k"),
        401,
        "key");
    assertThat(review.review.fediverse().followers()).isEqualTo(1);
  }

  private HttpResponse<String> message(String input, String base, byte[] body) {
    return review.send(
        HttpRequest.newBuilder(inbox)
            .header("Content-Type", "application/activity+json")
            .header("Content-Digest", digest(body))
            .header("Signature-Input", "sig1=" + input)
            .header(
                "Signature",
                "sig1=:"
                    + Base64.getEncoder().encodeToString(FediverseServer.sign(ana, base))
                    + ":")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private static String digest(byte[] body) {
    return "sha-256=:" + Base64.getEncoder().encodeToString(FediverseServer.sha256(body)) + ":";
  }

  @Test
  void signaturesByRfc9421AreRead() {
    byte[] body = like().encode().getBytes(StandardCharsets.UTF_8);
    String input =
        "(\"@method\" \"@target-uri\" \"content-digest\");created=%d;keyid=\"%s\";alg=\"rsa-v1_5-sha256\""
            .formatted(TestReview.NOON.getEpochSecond(), ana.key());
    String base =
        "\"@method\": POST\n\"@target-uri\": %s\n\"content-digest\": %s\n\"@signature-params\": %s"
            .formatted(inbox, digest(body), input);
    assertThat(message(input, base, body).body()).isEqualTo("accepted\n");
    byte[] other = like().encode().getBytes(StandardCharsets.UTF_8);
    assertThat(message(input, base, other).body()).isEqualTo("forged\n");
    String old = input.replaceFirst("created=[0-9]+", "created=1");
    assertThat(message(old, base, body).body()).isEqualTo("stale\n");
    String bare = input.replace(" \"content-digest\"", "");
    assertThat(message(bare, base, body).body()).isEqualTo("uncovered\n");
    assertThat(message("(\"@method\";req)", base, body).body()).isEqualTo("malformed\n");
    assertThat(message(input.replace("rsa-v1_5-sha256", "hmac-sha256"), base, body).body())
        .isEqualTo("algorithm\n");
  }
}
