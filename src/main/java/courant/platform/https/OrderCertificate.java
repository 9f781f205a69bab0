package courant.platform.https;

import courant.platform.fetch.Outgoing;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.PollableResource;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.exception.AcmeUnauthorizedException;

/**
 * Orders one certificate: the whole conversation with the authority. The only one to know acme4j.
 */
final class OrderCertificate {
  /** For each step of the authority; all of them end within the lease of {@link Certificates}. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final HttpsSettings settings;
  private final Outgoing outgoing;

  OrderCertificate(HttpsSettings settings, Outgoing outgoing) {
    this.settings = settings;
    this.outgoing = outgoing;
  }

  /** Something is wrong with the order, as the authority says. */
  private static final class Unfulfilled extends AcmeException {
    private static final long serialVersionUID = 1;

    private final transient Optional<Problem> problem;

    Unfulfilled(String what, Optional<Problem> problem) {
      super(what);
      this.problem = problem;
    }
  }

  /**
   * Orders a certificate for our host.
   *
   * @param account the key with which the authority knows us, or is going to
   * @param prove has a token answered with a text on the plain port of our host; false if the order
   *     is no longer ours
   */
  Outcome order(KeyPair account, BiPredicate<String, String> prove) {
    try {
      return new Outcome.Issued(issued(login(account), prove));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Outcome.Refused(
          new Trouble("the server was stopped meanwhile", ""), Duration.ZERO);
    } catch (AcmeLazyLoadingException e) {
      return e.getCause() instanceof AcmeException cause
          ? refused(cause)
          : new Outcome.Refused(nonsense(e), Duration.ZERO);
    } catch (AcmeException e) {
      return refused(e);
    } catch (RuntimeException e) {
      // acme4j throws whatever an answer that makes no sense leads to.
      return new Outcome.Refused(nonsense(e), Duration.ZERO);
    }
  }

  private Login login(KeyPair account) throws AcmeException {
    Session session = new Session(settings.directory(), GuardedClient.provider(outgoing));
    session.setLocale(Locale.ENGLISH);
    AccountBuilder builder = new AccountBuilder().agreeToTermsOfService().useKeyPair(account);
    if (!settings.contact().isEmpty()) {
      builder.addEmail(settings.contact());
    }
    settings.customer().ifPresent(known -> builder.withKeyIdentifier(known.id(), known.secret()));
    return builder.createLogin(session);
  }

  private Certificate issued(Login login, BiPredicate<String, String> prove)
      throws AcmeException, InterruptedException {
    Order order = login.newOrder().domain(settings.host()).create();
    for (Authorization authorization : order.getAuthorizations()) {
      if (authorization.getStatus() != Status.VALID) {
        prove(authorization, prove);
      }
    }
    demand(order, Status.READY, order::getError);
    KeyPair key = Keys.fresh();
    order.execute(key);
    demand(order, Status.VALID, order::getError);
    List<X509Certificate> chain = order.getCertificate().getCertificateChain();
    if (!chain.getFirst().getPublicKey().equals(key.getPublic())) {
      throw new Unfulfilled("it sent a certificate for another key", Optional.empty());
    }
    return new Certificate(chain, key.getPrivate());
  }

  private static void prove(Authorization authorization, BiPredicate<String, String> prove)
      throws AcmeException, InterruptedException {
    Http01Challenge challenge =
        authorization
            .findChallenge(Http01Challenge.class)
            .orElseThrow(
                () -> new Unfulfilled("it asks for no proof by http-01", Optional.empty()));
    if (!prove.test(challenge.getToken(), challenge.getAuthorization())) {
      throw new Unfulfilled(
          "the order took too long, and is another server's now", Optional.empty());
    }
    challenge.trigger();
    demand(
        authorization,
        Status.VALID,
        () -> authorization.findChallenge(Http01Challenge.class).flatMap(Challenge::getError));
  }

  /** Asks until it has come so far, or to an end. */
  private static void demand(
      PollableResource wanted, Status enough, Supplier<Optional<Problem>> problem)
      throws AcmeException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<Instant> again = wanted.fetch();
      if (wanted.getStatus() == enough) {
        return;
      }
      if (wanted.getStatus() == Status.INVALID) {
        throw new Unfulfilled("it refused the order", problem.get());
      }
      if (System.nanoTime() > deadline) {
        throw new Unfulfilled("it did not come to an end in time", Optional.empty());
      }
      Thread.sleep(pause(again));
    }
  }

  private static Duration pause(Optional<Instant> again) {
    Duration wanted =
        again.map(then -> Duration.between(Instant.now(), then)).orElse(SHORTEST_PAUSE);
    return wanted.compareTo(SHORTEST_PAUSE) < 0
        ? SHORTEST_PAUSE
        : wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted;
  }

  private Outcome refused(AcmeException failure) {
    return switch (failure) {
      case AcmeRateLimitedException limited ->
          new Outcome.Refused(
              trouble(limited.getProblem()),
              limited
                  .getRetryAfter()
                  .map(then -> Duration.between(Instant.now(), then))
                  .orElse(Duration.ZERO));
      case AcmeUnauthorizedException account ->
          new Outcome.Refused(
              new Trouble(
                  authority() + " says: " + account.getProblem(),
                  "look at ID and SECRET in COURANT_HTTPS, if this authority gave you such"),
              Duration.ZERO);
      case AcmeServerException said ->
          new Outcome.Refused(trouble(said.getProblem()), Duration.ZERO);
      case Unfulfilled order ->
          new Outcome.Refused(
              order
                  .problem
                  .map(this::trouble)
                  .orElseGet(() -> new Trouble(authority() + ": " + order.getMessage(), "")),
              Duration.ZERO);
      case AcmeNetworkException network ->
          new Outcome.Refused(
              new Trouble(
                  "%s cannot be asked: %s".formatted(authority(), reason(network)),
                  "look at this machine's resolver and firewall, and at COURANT_HTTPS"),
              Duration.ZERO);
      default -> new Outcome.Refused(nonsense(failure), Duration.ZERO);
    };
  }

  private Trouble trouble(Problem problem) {
    String type = problem.getType().toString();
    return Trouble.of(
        type.substring(type.lastIndexOf(':') + 1),
        authority() + " says: " + problem,
        settings.host());
  }

  private Trouble nonsense(Exception failure) {
    return new Trouble(
        "%s gives no answer that can be used: %s".formatted(authority(), reason(failure)),
        "if that goes on, look at its status page, or name another authority: COURANT_HTTPS");
  }

  private String authority() {
    return settings.directory().getHost();
  }

  private static String reason(Exception failure) {
    Throwable first = failure;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return String.valueOf(first.getMessage());
  }
}
