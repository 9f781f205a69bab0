package courant.syndication.fetch;

import courant.source.SourceId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A feed that stories are taken from.
 *
 * @param paused whether the desk lets it rest
 * @param state what the last fetch left behind
 */
public record PartnerFeed(long id, SourceId source, URI address, boolean paused, State state) {

  /**
   * What the next fetch needs to know of the last.
   *
   * @param etag as the server gave it; empty if it gave none
   * @param modified the {@code Last-Modified} header as given, else empty
   * @param digest of the last body that was read; empty if none was
   * @param pause between two fetches while all goes well
   * @param due when it is fetched again
   * @param failures in a row
   * @param gone whether the server said 410; it is not asked again
   * @param trouble why the last fetch brought nothing, or less; empty if all went well
   * @param fetched when it was fetched last; empty if never
   * @param taken how many stories the last fetch that brought any brought
   */
  public record State(
      String etag,
      String modified,
      String digest,
      Duration pause,
      Instant due,
      int failures,
      boolean gone,
      Optional<Trouble> trouble,
      Optional<Instant> fetched,
      int taken) {

    /** Of a feed that was never fetched. */
    static State due(Instant at) {
      return new State(
          "", "", "", Rhythms.UNKNOWN, at, 0, false, Optional.empty(), Optional.empty(), 0);
    }

    /** After one more fetch in vain. */
    public State failed(Trouble why, Instant now) {
      return new State(
          etag,
          modified,
          digest,
          pause,
          due,
          failures + 1,
          why.kind() == Trouble.Kind.GONE,
          Optional.of(why),
          Optional.of(now),
          taken);
    }

    /** What was wrong with what it says is as wrong as before; what kept us from it is over. */
    public State unchanged(Instant now) {
      return new State(
          etag,
          modified,
          digest,
          pause,
          due,
          0,
          false,
          trouble.filter(known -> !known.kind().stops()),
          Optional.of(now),
          taken);
    }

    /** The same, to be fetched at this time. */
    public State dueAt(Instant at) {
      return new State(etag, modified, digest, pause, at, failures, gone, trouble, fetched, taken);
    }
  }

  PartnerFeed with(State other) {
    return new PartnerFeed(id, source, address, paused, other);
  }

  /** The server that is asked, for which requests take turns. */
  String host() {
    return host(address);
  }

  static String host(URI address) {
    String host = address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
    return address.getPort() < 0 ? host : host + ":" + address.getPort();
  }

  /** Whether it works: its last fetch was not in vain, and it is neither gone nor resting. */
  public boolean healthy() {
    return !state.gone() && state.trouble().map(known -> !known.kind().stops()).orElse(true);
  }
}
