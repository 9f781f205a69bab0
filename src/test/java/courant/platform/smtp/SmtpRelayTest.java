package courant.platform.smtp;

import static courant.support.SmtpSink.babble;
import static courant.support.SmtpSink.drop;
import static courant.support.SmtpSink.say;
import static courant.support.SmtpSink.stall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import courant.platform.smtp.Outcome.Delivered;
import courant.platform.smtp.Outcome.Gone;
import courant.platform.smtp.Outcome.Later;
import courant.support.SmtpSink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmtpRelayTest {
  private final SmtpSink sink = SmtpSink.start();

  @AfterEach
  void stop() throws Exception {
    sink.close();
  }

  @Test
  void deliversWhatItWasGiven() {
    try (SmtpRelay relay = relay(1)) {
      assertThat(relay.send(letter("ann@example.org", "Hello\r\n.dot\r\n..two\r\nno line end")))
          .isInstanceOf(Delivered.class);
    }
    SmtpSink.Mail mail = sink.mails().getFirst();
    assertThat(mail.from()).isEqualTo("bounce@review.example");
    assertThat(mail.to()).isEqualTo("ann@example.org");
    assertThat(mail.text()).isEqualTo("Hello\r\n.dot\r\n..two\r\nno line end\r\n");
  }

  @Test
  void anOwnEndOfDataCannotBeSmuggledIn() {
    try (SmtpRelay relay = relay(1)) {
      relay.send(letter("ann@example.org", "a\r\n.\r\nMAIL FROM:<evil@example.org>\n.\nb\r\n"));
    }
    assertThat(sink.mails()).hasSize(1);
    assertThat(sink.commands()).noneMatch(command -> command.contains("evil"));
  }

  @Test
  void reusesTheConnectionAndPipelines() {
    Map<String, Outcome> told = sendAll(1, 50);
    assertThat(told.values()).allMatch(Delivered.class::isInstance).hasSize(50);
    assertThat(sink.mails()).hasSize(50);
    assertThat(sink.connections()).isEqualTo(1);
  }

  @Test
  void worksWithoutPipeliningAndWithHeloOnly() {
    sink.on("EHLO", say("502 what"));
    assertThat(sendAll(1, 3).values()).allMatch(Delivered.class::isInstance).hasSize(3);
  }

  @Test
  void severalConnectionsShareTheWork() {
    assertThat(sendAll(4, 200).values()).allMatch(Delivered.class::isInstance).hasSize(200);
    assertThat(sink.mails().stream().map(SmtpSink.Mail::to).distinct()).hasSize(200);
  }

  @Test
  void aRefusedRecipientDoesNotHarmTheNext() {
    sink.once("RCPT", say("550 5.1.1 no such user")).once("DATA", say("503 no recipients"));
    Map<String, Outcome> told = sendAll(1, 3);
    assertThat(told.get("r0@example.org")).isEqualTo(new Gone("550 5.1.1 no such user"));
    assertThat(told.get("r1@example.org")).isInstanceOf(Delivered.class);
    assertThat(sink.mails()).hasSize(2);
  }

  @Test
  void aServerThatGoesOnToDataAfterRefusingGetsAnEmptyBody() {
    sink.once("RCPT", say("550 no")).once("END", say("554 no valid recipients"));
    Map<String, Outcome> told = sendAll(1, 2);
    assertThat(told.get("r0@example.org")).isEqualTo(new Gone("550 no"));
    assertThat(told.get("r1@example.org")).isInstanceOf(Delivered.class);
  }

  @Test
  void transientRepliesAreForLater() {
    for (String step : List.of("MAIL", "RCPT", "DATA", "END")) {
      sink.once(step, say("451 4.3.0 try later"));
      assertThat(sendOne()).as(step).isInstanceOf(Later.class);
    }
    sink.once("END", say("452 4.2.2 full")).once("END", say("554 5.7.1 no"));
    assertThat(sendOne()).isInstanceOf(Later.class);
    assertThat(sendOne()).isEqualTo(new Gone("554 5.7.1 no"));
  }

  @Test
  void aRefusedSenderSaysNothingAboutTheRecipient() {
    sink.once("MAIL", say("550 5.7.1 not you"))
        .once("RCPT", say("503 x"))
        .once("DATA", say("503 x"));
    assertThat(sendOne()).isInstanceOf(Later.class);
  }

  @Test
  void aServerThatShutsDownLosesNothing() {
    sink.once("END", say("421 4.3.2 shutting down"));
    Map<String, Outcome> told = sendAll(1, 5);
    assertThat(told).hasSize(5);
    assertThat(told.values().stream().filter(Later.class::isInstance)).hasSizeBetween(1, 2);
  }

  @Test
  void aConnectionLostAnywhereIsForLaterAndTheRestGoesOn() {
    for (String step : List.of("MAIL", "RCPT", "DATA", "END")) {
      sink.once(step, drop());
      Map<String, Outcome> told = sendAll(1, 5);
      assertThat(told).as(step).hasSize(5);
      assertThat(told.values().stream().filter(Later.class::isInstance))
          .as(step)
          .hasSizeBetween(1, 2);
      assertThat(told.values()).as(step).noneMatch(Gone.class::isInstance);
    }
  }

  @Test
  void aServerThatStallsIsLeft() {
    for (String step : List.of("GREETING", "EHLO", "MAIL", "DATA", "END")) {
      sink.once(step, stall());
      assertThat(sendOne(Duration.ofMillis(200))).as(step).isInstanceOf(Later.class);
    }
  }

  @Test
  void aServerThatStopsReadingIsLeft() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    sink.once(
        "DATA",
        session -> {
          say("354 go on").answer(session);
          awaitQuietly(over);
        });
    try (SmtpRelay relay = new SmtpRelay(settings(1, Duration.ofMillis(300)))) {
      assertThat(relay.send(letter("ann@example.org", "x".repeat(900_000) + "\r\n")))
          .isInstanceOf(Later.class);
    }
    over.countDown();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void garbageAndEndlessRepliesAreForLater() {
    for (SmtpSink.Behaviour nonsense :
        List.of(
            say("HTTP/1.1 400 Bad Request"),
            say("\u0000\u0001"),
            babble("x"),
            babble("250-x\r\n"),
            say("99"),
            say("2500 x"))) {
      sink.once("GREETING", nonsense);
      assertThat(sendOne()).isInstanceOf(Later.class);
      sink.once("END", nonsense);
      assertThat(sendOne()).isInstanceOf(Later.class);
    }
  }

  @Test
  void whenNobodyListensTheRestIsNotTaken() throws Exception {
    sink.close();
    try (SmtpRelay relay = relay(2)) {
      Map<String, Outcome> told = new ConcurrentHashMap<>();
      Optional<Later> down = relay.sendAll(letters(10), (l, o) -> told.put(l.envelope().to(), o));
      assertThat(down).isPresent();
      assertThat(told).isEmpty();
    }
  }

  @Test
  void aKeptConnectionThatDiedIsReplaced() {
    try (SmtpRelay relay = relay(1)) {
      assertThat(relay.send(letter("a@example.org", "x"))).isInstanceOf(Delivered.class);
      sink.once("RSET", drop());
      assertThat(relay.send(letter("b@example.org", "x"))).isInstanceOf(Delivered.class);
    }
    assertThat(sink.connections()).isEqualTo(2);
  }

  @Test
  void addressesBeyondAsciiNeedSmtputf8() {
    sink.offering("PIPELINING");
    try (SmtpRelay relay = relay(1)) {
      assertThat(relay.send(letter("jörg@example.org", "x"))).isInstanceOf(Gone.class);
      assertThat(relay.send(letter("joerg@bücher.example", "x"))).isInstanceOf(Delivered.class);
    }
    assertThat(sink.mails().getFirst().to()).isEqualTo("joerg@xn--bcher-kva.example");
    sink.offering("SMTPUTF8");
    assertThat(sendTo("jörg@bücher.example")).isInstanceOf(Delivered.class);
    assertThat(sink.commands())
        .contains("MAIL FROM:<bounce@review.example> BODY=8BITMIME SMTPUTF8");
    assertThat(sink.mails().getLast().to()).isEqualTo("jörg@xn--bcher-kva.example");
  }

  @Test
  void tooLargeIsKnownBeforehand() {
    sink.offering("SIZE 10");
    assertThat(sendOne()).isInstanceOf(Gone.class);
    assertThat(sink.commands()).noneMatch(command -> command.startsWith("MAIL"));
  }

  @Test
  void encryptsAndLogsIn(@TempDir Path folder) throws Exception {
    SSLContext tls = selfSigned(folder);
    SmtpSettings.Login login = new SmtpSettings.Login("desk", "secret");
    sink.offering("STARTTLS", "AUTH PLAIN LOGIN").tls(tls, false);
    assertThat(send(SmtpSettings.Tls.REQUIRED, Optional.of(login), tls.getSocketFactory()))
        .isInstanceOf(Delivered.class);
    assertThat(sink.commands()).contains("STARTTLS", "AUTH PLAIN AGRlc2sAc2VjcmV0");
    sink.tls(tls, true);
    assertThat(send(SmtpSettings.Tls.IMPLICIT, Optional.empty(), tls.getSocketFactory()))
        .isInstanceOf(Delivered.class);
  }

  @Test
  void nothingIsSentInTheClearThatMustNotBe() {
    SSLSocketFactory trusting = (SSLSocketFactory) SSLSocketFactory.getDefault();
    assertThat(
            send(
                SmtpSettings.Tls.REQUIRED, Optional.of(new SmtpSettings.Login("u", "p")), trusting))
        .isInstanceOf(Later.class);
    assertThat(sink.commands()).noneMatch(command -> command.startsWith("AUTH"));
  }

  @Test
  void aStrangersCertificateIsRefused(@TempDir Path folder) throws Exception {
    sink.offering("STARTTLS").tls(selfSigned(folder), false);
    assertThat(
            send(
                SmtpSettings.Tls.OFFERED,
                Optional.empty(),
                (SSLSocketFactory) SSLSocketFactory.getDefault()))
        .isInstanceOf(Later.class);
    assertThat(sink.mails()).isEmpty();
  }

  @Test
  void logsInWithLoginAndAWrongPasswordIsForLater() {
    SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
    Optional<SmtpSettings.Login> login = Optional.of(new SmtpSettings.Login("u", "p"));
    sink.offering("AUTH LOGIN").on("AUTH", say("334 VXNlcg==")).on("DQ==", say("334 UGFzcw=="));
    assertThat(send(SmtpSettings.Tls.OFFERED, login, tls)).isInstanceOf(Delivered.class);
    assertThat(sink.commands()).contains("dQ==", "cA==");
    sink.on("CA==", say("535 5.7.8 no"));
    assertThat(send(SmtpSettings.Tls.OFFERED, login, tls)).isInstanceOf(Later.class);
  }

  private static SSLContext selfSigned(Path folder) throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "sink",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-storepass",
                "password",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    keytool.getInputStream().readAllBytes();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(Files.newInputStream(store), "password".toCharArray());
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, "password".toCharArray());
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("sink", keys.getCertificate("sink"));
    trusted.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  private Outcome send(
      SmtpSettings.Tls tls, Optional<SmtpSettings.Login> login, SSLSocketFactory factory) {
    SmtpSettings settings =
        new SmtpSettings(
            "127.0.0.1", sink.port(), tls, login, "us.example", Duration.ofSeconds(5), 1);
    try (SmtpRelay relay = new SmtpRelay(settings, factory)) {
      return relay.send(letter("ann@example.org", "x"));
    }
  }

  @Test
  void noMessageIsHandedOverBeforeTheLastOutcomeIsDurable() {
    List<Integer> received = new CopyOnWriteArrayList<>();
    AtomicInteger told = new AtomicInteger();
    SmtpRelay.Outcomes outcomes =
        new SmtpRelay.Outcomes() {
          @Override
          public void told(Letter letter, Outcome outcome) {
            told.incrementAndGet();
          }

          @Override
          public void settle(Letter letter) {
            received.add(sink.mails().size());
          }
        };
    try (SmtpRelay relay = relay(1)) {
      relay.sendAll(letters(5), outcomes);
    }
    assertThat(told).hasValue(5);
    assertThat(received).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void aMessageThatMemoryOrStackDoesNotSufficeForIsNotTakenForSent() {
    Iterator<Supplier<Letter>> letters =
        List.<Supplier<Letter>>of(SmtpRelayTest::endless).iterator();
    try (SmtpRelay relay = relay(2)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> relay.sendAll(letters, (_, _) -> {}))
          .withCauseInstanceOf(StackOverflowError.class);
      assertThat(relay.send(letter("ann@example.org", "x"))).isInstanceOf(Delivered.class);
    }
  }

  private static Letter endless() {
    throw new StackOverflowError();
  }

  private Map<String, Outcome> sendAll(int connections, int count) {
    Map<String, Outcome> told = new ConcurrentHashMap<>();
    try (SmtpRelay relay = relay(connections)) {
      assertThat(
              relay.sendAll(
                  letters(count), (letter, outcome) -> told.put(letter.envelope().to(), outcome)))
          .isEmpty();
    }
    return told;
  }

  private static Iterator<Supplier<Letter>> letters(int count) {
    return IntStream.range(0, count)
        .<Supplier<Letter>>mapToObj(
            i -> () -> letter("r" + i + "@example.org", "Hello " + i + "\r\n"))
        .iterator();
  }

  private Outcome sendOne() {
    return sendOne(Duration.ofSeconds(5));
  }

  private Outcome sendOne(Duration patience) {
    try (SmtpRelay relay = new SmtpRelay(settings(1, patience))) {
      return relay.send(letter("ann@example.org", "Hello, this is a message\r\n"));
    }
  }

  private Outcome sendTo(String address) {
    try (SmtpRelay relay = relay(1)) {
      return relay.send(letter(address, "x"));
    }
  }

  private SmtpRelay relay(int connections) {
    return new SmtpRelay(settings(connections, Duration.ofSeconds(5)));
  }

  private SmtpSettings settings(int connections, Duration patience) {
    return new SmtpSettings(
        "127.0.0.1",
        sink.port(),
        SmtpSettings.Tls.OFFERED,
        Optional.empty(),
        "us.example",
        patience,
        connections);
  }

  private static Letter letter(String to, String text) {
    return new Letter(
        new Envelope("bounce@review.example", to), text.getBytes(StandardCharsets.UTF_8));
  }
}
