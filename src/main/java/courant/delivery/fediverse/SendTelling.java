package courant.delivery.fediverse;

import courant.masthead.Mastheads;
import courant.platform.fetch.Ask;
import courant.platform.fetch.Outgoing;
import courant.platform.web.ActivityJson;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryState;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Delivers what is due, and again with growing pauses for some days if need be. */
final class SendTelling implements Runnable {
  private static final int AT_ONCE = 64;
  private static final int MOST_TRIES = 14;
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
  private static final int ANSWER_BYTES = 64 << 10;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LONGEST_WHY = 200;

  private final Sends sends;
  private final Inboxes inboxes;
  private final Actors actors;
  private final Stories stories;
  private final Identity identity;
  private final Mastheads mastheads;
  private final Outgoing outgoing;
  private final BooleanSupplier on;
  private final Supplier<Places> places;
  private final InstantSource clock;

  SendTelling(
      Sends sends,
      Inboxes inboxes,
      Actors actors,
      Stories stories,
      Identity identity,
      Mastheads mastheads,
      Outgoing outgoing,
      BooleanSupplier on,
      Supplier<Places> places,
      InstantSource clock) {
    this.sends = sends;
    this.inboxes = inboxes;
    this.actors = actors;
    this.stories = stories;
    this.identity = identity;
    this.mastheads = mastheads;
    this.outgoing = outgoing;
    this.on = on;
    this.places = places;
    this.clock = clock;
  }

  @Override
  public void run() {
    if (!on.getAsBoolean()) {
      return;
    }
    for (List<Sends.Due> due = sends.claim(AT_ONCE); !due.isEmpty(); due = sends.claim(AT_ONCE)) {
      deliver(due);
    }
  }

  /** A body is made once for all that get it in this round. */
  private void deliver(List<Sends.Due> due) {
    Map<Long, Optional<byte[]>> bodies = new HashMap<>();
    due.forEach(one -> bodies.computeIfAbsent(one.send(), _ -> body(one.what())));
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      due.forEach(
          one ->
              senders.execute(
                  () ->
                      bodies
                          .getOrDefault(one.send(), Optional.empty())
                          .ifPresentOrElse(
                              body -> note(one, send(one, body)),
                              () -> sends.done(one, "refused", "overtaken"))));
    }
  }

  /** As the story is now; empty if it is not to be told any more. */
  private Optional<byte[]> body(Sends.Send send) {
    StoryDocument document = new StoryDocument(mastheads.masthead(), places.get());
    Optional<JsonObject> json =
        switch (send.kind()) {
          case CREATE -> published(send).map(document::create);
          case UPDATE -> published(send).map(document::update);
          case ANNOUNCE ->
              published(send)
                  .flatMap(
                      story ->
                          actors.byKey(send.actor()).map(actor -> document.announce(actor, story)));
          case DELETE -> Optional.of(document.delete(send.object()));
          case ACCEPT ->
              actors.byKey(send.actor()).map(actor -> document.accept(actor, sends.follow(send)));
        };
    return json.map(one -> one.encode().getBytes(StandardCharsets.UTF_8));
  }

  private Optional<Story> published(Sends.Send send) {
    return stories
        .byId(send.story())
        .filter(story -> story.state() instanceof StoryState.Published);
  }

  private Outcome send(Sends.Due due, byte[] body) {
    URI address = URI.create(inboxes.address(due.sealed()));
    Optional<String> objection = outgoing.objection(address);
    if (objection.isPresent()) {
      return new Outcome.Refused(objection.get());
    }
    String key = places.get().site() + Places.PREFIX + due.what().actor() + "#main-key";
    Map<String, String> headers = identity.signer().post(key, address, ActivityJson.TYPE, body);
    Ask ask = Ask.post(address, headers, body).within(ANSWER_BYTES, PATIENCE);
    return switch (outgoing.send(ask)) {
      case courant.platform.fetch.Outcome.Answered answer -> outcome(answer, due.tries());
      case courant.platform.fetch.Outcome.Refused(var why) -> new Outcome.Refused(why);
      case courant.platform.fetch.Outcome.Failed(_, var why) ->
          new Outcome.Later(pause(due.tries()), why);
    };
  }

  private Outcome outcome(courant.platform.fetch.Outcome.Answered answer, int tries) {
    String why = "HTTP " + answer.status();
    return switch (answer.status()) {
      case 200, 201, 202, 204 -> new Outcome.Delivered();
      case 410 -> new Outcome.Gone(why);
      // 401: they could not have our key just now.
      case 401, 408, 425, 429, 500, 502, 503, 504 ->
          new Outcome.Later(
              answer.retryAfter(clock.instant()).filter(this::bearable).orElse(pause(tries)), why);
      default -> answer.ok() ? new Outcome.Delivered() : new Outcome.Refused(why);
    };
  }

  private boolean bearable(Duration asked) {
    return asked.compareTo(LONGEST_PAUSE) <= 0 && asked.isPositive();
  }

  private static Duration pause(int tries) {
    Duration grown = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 11));
    return grown.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : grown;
  }

  private void note(Sends.Due due, Outcome outcome) {
    switch (outcome) {
      case Outcome.Delivered _ -> sends.done(due, "sent", "");
      case Outcome.Refused(var why) -> sends.done(due, "refused", brief(why));
      case Outcome.Gone(var why) -> sends.gone(due, brief(why));
      case Outcome.Later(_, var why) when due.tries() + 1 >= MOST_TRIES ->
          sends.done(due, "given-up", brief(why));
      case Outcome.Later(var after, var why) ->
          sends.later(due, clock.instant().plus(after), brief(why));
    }
  }

  private static String brief(String why) {
    return why.length() > LONGEST_WHY ? why.substring(0, LONGEST_WHY) + "…" : why;
  }
}
