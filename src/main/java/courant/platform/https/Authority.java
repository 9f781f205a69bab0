package courant.platform.https;

import courant.platform.fetch.Outgoing;
import java.net.URL;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.OrderBuilder;
import org.shredzone.acme4j.PollableResource;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.RenewalInfo;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.connector.Resource;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.exception.AcmeUnauthorizedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who makes our certificates: the whole conversation with it. The only one to know acme4j. */
final class Authority {
  private static final Logger LOG = LoggerFactory.getLogger(Authority.class);

  /** RFC 5280, 4.2.1.1. */
  private static final String AUTHORITY_KEY = "2.5.29.35";

  /** What an authority says that will not have one certificate take another's place. */
  private static final Set<String> NOT_REPLACED = Set.of("alreadyReplaced", "malformed");

  /** For each step of the authority; all of them end within the lease of {@link Certificates}. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final HttpsSettings settings;
  private final Outgoing outgoing;

  Authority(HttpsSettings settings, Outgoing outgoing) {
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
   * @param former which it takes the place of; empty if it is the first
   * @param prove has a token answered with a text on the plain port of our host; false if the order
   *     is no longer ours
   */
  Outcome order(KeyPair account, Optional<Certificate> former, BiPredicate<String, String> prove) {
    try {
      return new Outcome.Issued(issued(login(account), former, prove));
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

  /**
   * When it would have a certificate renewed, which it may say earlier than expected, as when it
   * has to revoke it (RFC 9773).
   *
   * @return empty if it does not say
   */
  Optional<RenewalWindow> renewal(KeyPair account, Certificate certificate) {
    try {
      Login login = login(account);
      if (!renewsByWindows(login, certificate)) {
        return Optional.empty();
      }
      RenewalInfo said = login.bindRenewalInfo(certificate.chain().getFirst());
      Optional<Instant> again = said.fetch();
      return Optional.of(
          new RenewalWindow(
              said.getSuggestedWindowStart(),
              said.getSuggestedWindowEnd(),
              again.map(Authority::fromNow),
              said.getExplanation().map(URL::toString)));
    } catch (AcmeException | RuntimeException e) {
      // The certificate is good, and renewed in time whatever is said: nothing to trouble anybody.
      LOG.debug("{} does not say when to renew", authority(), e);
      return Optional.empty();
    }
  }

  /** It can only be named by who vouches for it. */
  private static boolean renewsByWindows(Login login, Certificate certificate)
      throws AcmeException {
    return login.getSession().resourceUrlOptional(Resource.RENEWAL_INFO).isPresent()
        && certificate.chain().getFirst().getExtensionValue(AUTHORITY_KEY) != null;
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

  private Certificate issued(
      Login login, Optional<Certificate> former, BiPredicate<String, String> prove)
      throws AcmeException, InterruptedException {
    Order order = ordered(login, former);
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

  /** One that takes the place of another counts towards no limit of the authority. */
  private Order ordered(Login login, Optional<Certificate> former) throws AcmeException {
    if (former.isPresent() && renewsByWindows(login, former.get())) {
      try {
        return wanted(login).replaces(former.get().chain().getFirst()).create();
      } catch (AcmeServerException e) {
        if (!NOT_REPLACED.contains(kind(e.getProblem()))) {
          throw e;
        }
        // Such as after a crash: its place was taken by one that nobody kept.
      }
    }
    return wanted(login).create();
  }

  private OrderBuilder wanted(Login login) {
    return login.newOrder().domain(settings.host());
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
    Duration wanted = again.map(Authority::fromNow).orElse(SHORTEST_PAUSE);
    return wanted.compareTo(SHORTEST_PAUSE) < 0
        ? SHORTEST_PAUSE
        : wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted;
  }

  /** acme4j reckons by the machine's clock. */
  private static Duration fromNow(Instant then) {
    return Duration.between(Instant.now(), then);
  }

  private Outcome refused(AcmeException failure) {
    return switch (failure) {
      case AcmeRateLimitedException limited ->
          new Outcome.Refused(
              trouble(limited.getProblem()),
              limited.getRetryAfter().map(Authority::fromNow).orElse(Duration.ZERO));
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
    return Trouble.of(kind(problem), authority() + " says: " + problem, settings.host());
  }

  private static String kind(Problem problem) {
    String type = problem.getType().toString();
    return type.substring(type.lastIndexOf(':') + 1);
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
