package courant.delivery.fediverse;

import courant.delivery.Handles;
import courant.platform.job.Facts;
import courant.story.StoryId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** The channel as the desk sees it, and what the desk may do with it. */
public final class FediverseAtDesk {
  private static final int SERVERS = 30;
  private static final int DELIVERIES = 30;
  private static final int DAYS = 90;
  private static final int STORIES = 10;

  /** Whether it is on; else why not. */
  public enum State {
    ON,
    /** The operator's setting. */
    OFF,
    /** Without a public {@code https} address nobody could follow. */
    NO_ADDRESS,
    /** The desk's switch. */
    PAUSED;

    /** As keys of texts have it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** How many follow from a server. */
  public record Server(String host, long followers) {}

  /** How many there were on a day. */
  public record Day(LocalDate day, long followers) {}

  /**
   * What became of something told.
   *
   * @param kind such as {@code create}
   * @param state such as {@code sent}
   * @param why what the far side said; empty if nothing is to be said
   */
  public record Delivery(
      Instant at, String host, String kind, String object, String state, int tries, String why) {}

  /** How often a story was liked and boosted. */
  public record Echoes(StoryId story, long likes, long boosts) {}

  private final Facts facts;
  private final Presence presence;
  private final Names names;
  private final Followers followers;
  private final Blocked blocked;
  private final Sends sends;
  private final Heard heard;
  private final Refusals refusals;

  FediverseAtDesk(
      Facts facts,
      Presence presence,
      Names names,
      Followers followers,
      Blocked blocked,
      Sends sends,
      Heard heard,
      Refusals refusals) {
    this.facts = facts;
    this.presence = presence;
    this.names = names;
    this.followers = followers;
    this.blocked = blocked;
    this.sends = sends;
    this.heard = heard;
    this.refusals = refusals;
  }

  public State state() {
    return presence.state();
  }

  public void pause(boolean off) {
    presence.pause(off);
    changed();
  }

  public long followers() {
    return followers.count();
  }

  public List<Server> servers() {
    return followers.byServer(SERVERS);
  }

  /** Followers day by day, oldest first. */
  public List<Day> days() {
    followers.tally();
    return followers.days(DAYS);
  }

  public List<Delivery> deliveries() {
    return sends.last(DELIVERIES);
  }

  /** How many deliveries of the last month are in each state. */
  public Map<String, Long> states() {
    return sends.states();
  }

  public List<Echoes> loudest() {
    return heard.loudest(STORIES);
  }

  /** What was refused in the last month, by reason. */
  public Map<String, Long> refused() {
    return refusals.lately();
  }

  /** Hands over each reason to refuse, with how often it has had its turn since the start. */
  public void eachRefusal(BiConsumer<String, LongSupplier> taker) {
    for (Refusal refusal : Refusal.values()) {
      taker.accept(refusal.word(), () -> refusals.counted(refusal));
    }
  }

  public List<String> blocked() {
    return blocked.hosts();
  }

  /**
   * Wants nothing to do with a server any more, and lets its followers go.
   *
   * @return false if that is no name of one
   */
  public boolean block(String host, String byWhom) {
    return blocked.add(host, byWhom);
  }

  public void unblock(String host) {
    blocked.remove(host);
  }

  /** Whether the review's name may still be changed: others keep the one they followed. */
  public boolean renamable() {
    return followers.count(Actor.REVIEW) == 0;
  }

  /**
   * Gives the review another name.
   *
   * @return false if it is none, is taken, or is known to followers
   */
  public boolean rename(String name) {
    boolean done = renamable() && names.rename(name);
    if (done) {
      changed();
    }
    return done;
  }

  private void changed() {
    facts.write(
        telling -> {
          telling.tell(Handles.CHANGED, 1);
          return true;
        });
  }
}
