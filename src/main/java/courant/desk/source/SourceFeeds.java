package courant.desk.source;

import courant.desk.WebAddress;
import courant.platform.job.Facts;
import courant.source.Source;
import courant.syndication.SyndicationModule;
import courant.syndication.fetch.FindFeeds;
import courant.syndication.fetch.PartnerFeed;
import courant.syndication.fetch.Trouble;
import courant.syndication.websub.HubLease;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A partner's feeds at the desk: found, added, let rest, fetched now, removed. */
public final class SourceFeeds {
  /**
   * A feed as the desk sees it.
   *
   * @param underWay whether it is being fetched at this moment
   * @param ownRules whether the source's rules do not hold for it
   * @param hub the hub that tells of its news, or shall
   */
  public record Row(PartnerFeed feed, boolean underWay, boolean ownRules, Optional<HubLease> hub) {}

  /**
   * What came of an address.
   *
   * @param typed the address as it was given
   * @param found feeds to choose from, if there are several
   * @param trouble why none was found
   * @param problem key of what is wrong with the address itself; empty if nothing is
   */
  public record Answer(
      boolean added,
      String typed,
      List<FindFeeds.Found> found,
      Optional<Trouble> trouble,
      String problem) {
    static final Answer NOTHING = new Answer(false, "", List.of(), Optional.empty(), "");

    private static Answer wrong(String typed, String problem) {
      return new Answer(false, typed, List.of(), Optional.empty(), problem);
    }
  }

  private final Facts facts;
  private final SyndicationModule syndication;
  private final InstantSource clock;

  public SourceFeeds(Facts facts, SyndicationModule syndication, InstantSource clock) {
    this.facts = facts;
    this.clock = clock;
    this.syndication = syndication;
  }

  public List<Row> of(Source source) {
    Map<Long, HubLease> hubs = syndication.poll().hubLeases().of(source.id());
    return syndication.fetch().feeds().of(source.id()).stream()
        .map(
            feed ->
                new Row(
                    feed,
                    syndication.poll().isUnderWay(feed),
                    syndication.intake().intakes().ownOf(feed).isPresent(),
                    Optional.ofNullable(hubs.get(feed.id()))))
        .toList();
  }

  /**
   * Adds the feed at an address, or the only one that its page names; blocks.
   *
   * @param known whether it was found before and needs no second look
   */
  public Answer add(Source source, String typed, boolean known) {
    Optional<URI> address = WebAddress.of(typed);
    if (address.isEmpty()) {
      return Answer.wrong(typed, "source.problem.address");
    }
    if (known) {
      return take(source, typed, address.get());
    }
    FindFeeds.Search search = syndication.fetch().find().at(address.get());
    return switch (search.feeds().size()) {
      case 0 -> new Answer(false, typed, List.of(), search.trouble(), "");
      case 1 -> take(source, typed, search.feeds().getFirst().address());
      default -> new Answer(false, typed, search.feeds(), Optional.empty(), "");
    };
  }

  private Answer take(Source source, String typed, URI address) {
    boolean added =
        facts.write(
            telling ->
                syndication
                    .fetch()
                    .feeds()
                    .add(telling.handle(), syndication.fetch().fresh(source.id(), address)));
    return added
        ? new Answer(true, typed, List.of(), Optional.empty(), "")
        : Answer.wrong(typed, "source.problem.taken");
  }

  /** Does what a feed's button says; false if no button says so. */
  public boolean act(PartnerFeed feed, String action) {
    return switch (action) {
      case "poll" -> {
        syndication.poll().begin(feed);
        yield true;
      }
      case "pause", "resume" ->
          facts.write(
              telling -> {
                syndication
                    .fetch()
                    .feeds()
                    .pause(telling.handle(), feed, action.equals("pause"), clock.instant());
                return true;
              });
      case "remove" ->
          facts.write(
              telling -> {
                syndication.fetch().feeds().remove(telling.handle(), feed);
                return true;
              });
      case "common" ->
          facts.write(
              telling -> {
                syndication.intake().intakes().write(telling.handle(), feed, Optional.empty());
                return true;
              });
      default -> false;
    };
  }
}
