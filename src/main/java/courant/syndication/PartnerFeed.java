package courant.syndication;

import courant.masthead.SectionId;
import courant.source.SourceId;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A feed that stories are taken from.
 *
 * @param publishes whether new items go out at once, or else wait as drafts
 * @param section where its stories go
 * @param state what the last fetch left behind
 */
record PartnerFeed(
    long id,
    SourceId source,
    URI address,
    boolean publishes,
    Optional<SectionId> section,
    State state) {

  /**
   * What the next fetch needs to know of the last.
   *
   * @param etag as the server gave it; empty if it gave none
   * @param modified the {@code Last-Modified} header as given, else empty
   * @param pause between two fetches while all goes well
   * @param failures in a row
   * @param gone whether the server said 410; it is not asked again
   * @param trouble why the last fetch brought nothing, for people; empty if it went well
   */
  record State(
      String etag, String modified, Duration pause, int failures, boolean gone, String trouble) {
    static final State NEW = new State("", "", Rhythms.UNKNOWN, 0, false, "");

    State failed(String why) {
      return new State(etag, modified, pause, failures + 1, gone, why);
    }

    State unchanged() {
      return new State(etag, modified, pause, 0, false, "");
    }

    State removed() {
      return new State(
          etag, modified, pause, failures + 1, true, "is gone for good, says its server");
    }
  }
}
