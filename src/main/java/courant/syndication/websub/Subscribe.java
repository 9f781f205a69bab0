package courant.syndication.websub;

import courant.platform.fetch.Ask;
import courant.platform.fetch.Outcome;
import courant.platform.fetch.Outgoing;
import courant.syndication.websub.HubLease.State;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Asks partners' hubs to tell us of their feeds, and again before that ends. */
final class Subscribe implements Runnable {
  /** How long we ask to be told. */
  static final Duration LEASE = Duration.ofDays(10);

  private static final Duration FIRST_PAUSE = Duration.ofMinutes(10);
  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
  private static final int MOST = 50;

  private final HubLeases leases;
  private final Outgoing outgoing;
  private final Supplier<URI> site;

  Subscribe(HubLeases leases, Outgoing outgoing, Supplier<URI> site) {
    this.leases = leases;
    this.outgoing = outgoing;
    this.site = site;
  }

  @Override
  public void run() {
    leases.expired(MOST).forEach(lease -> leases.over(lease, State.ENDED, "", Duration.ZERO));
    List<HubLease> due = leases.claimDue(FIRST_PAUSE, MOST);
    try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
      due.forEach(lease -> asking.submit(() -> ask(lease)));
    }
  }

  private void ask(HubLease lease) {
    Duration pause = pause(lease.tries());
    if (isOfThisMachine(site.get()) && !isOfThisMachine(lease.hub())) {
      leases.asked(lease, "the review has no public address (COURANT_URL)", LONGEST_PAUSE);
      return;
    }
    byte[] form = form(lease).getBytes(StandardCharsets.UTF_8);
    Outcome outcome =
        outgoing.send(
            Ask.post(
                lease.hub(), Map.of("content-type", "application/x-www-form-urlencoded"), form));
    leases.asked(
        lease,
        switch (outcome) {
          case Outcome.Answered answer when answer.ok() -> "";
          case Outcome.Answered answer -> "HTTP " + answer.status();
          case Outcome.Refused(var why) -> why;
          case Outcome.Failed(_, var why) -> why;
        },
        pause);
  }

  private static Duration pause(int tries) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 10));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /** A hub elsewhere cannot come here. */
  private static boolean isOfThisMachine(URI address) {
    String host = String.valueOf(address.getHost());
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private String form(HubLease lease) {
    return Map.of(
            "hub.mode",
            "subscribe",
            "hub.topic",
            lease.topic(),
            "hub.callback",
            site.get() + Callback.PATH + lease.token(),
            "hub.secret",
            leases.secret(lease),
            "hub.lease_seconds",
            Long.toString(LEASE.toSeconds()))
        .entrySet()
        .stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
