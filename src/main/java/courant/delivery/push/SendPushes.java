package courant.delivery.push;

import courant.delivery.PushEndpoints;
import courant.delivery.PushEndpoints.Endpoint;
import courant.delivery.PushPace;
import courant.delivery.PushWishes;
import courant.delivery.PushWishes.Wishes;
import courant.figure.Subjects;
import courant.follow.Follows;
import courant.follow.Interest;
import courant.masthead.Mastheads;
import courant.platform.i18n.Texts;
import courant.platform.web.Tallies;
import courant.platform.webpush.Outcome;
import courant.platform.webpush.PushMessage;
import courant.platform.webpush.WebPush;
import courant.reader.ReaderId;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.roaringbitmap.IntIterator;

/** Sends what is due: planned stories, what was put off, and what was held to be told together. */
final class SendPushes implements Runnable {
  private static final int AT_ONCE = 1_000;

  private final PushLedger ledger;
  private final PushEndpoints endpoints;
  private final PushWishes wishes;
  private final Audience audience;
  private final Follows follows;
  private final Stories stories;
  private final Mastheads mastheads;
  private final WebPush push;
  private final Supplier<URI> site;
  private final Tallies tallies;
  private final InstantSource clock;
  private volatile boolean closing;

  SendPushes(
      PushLedger ledger,
      PushEndpoints endpoints,
      PushWishes wishes,
      Audience audience,
      Follows follows,
      Stories stories,
      Mastheads mastheads,
      WebPush push,
      Supplier<URI> site,
      Tallies tallies,
      InstantSource clock) {
    this.ledger = ledger;
    this.endpoints = endpoints;
    this.wishes = wishes;
    this.audience = audience;
    this.follows = follows;
    this.stories = stories;
    this.mastheads = mastheads;
    this.push = push;
    this.site = site;
    this.tallies = tallies;
    this.clock = clock;
  }

  @Override
  public void run() {
    for (Optional<PushSend> send = claim(); send.isPresent(); send = claim()) {
      send(send.get());
    }
    sendAgain();
    sendHeld();
  }

  private Optional<PushSend> claim() {
    return closing ? Optional.empty() : ledger.claim();
  }

  /** Begins nothing more: what is left is claimed again once the claim is over. */
  void close() {
    closing = true;
  }

  private void send(PushSend claimed) {
    Optional<PushSend> send = Optional.of(claimed);
    Optional<Story> published = story(claimed.story());
    if (published.isPresent()) {
      Story story = published.get();
      follows.catchUp();
      Set<Interest> matched = follows.interestsOf(story, mastheads.masthead().zone());
      PushMessage message = notice().story(story, claimed.breaking());
      IntIterator readers = audience.of(claimed, story).getIntIterator();
      for (List<Integer> some = next(readers, claimed.reached());
          send.isPresent() && !some.isEmpty();
          some = next(readers, claimed.reached())) {
        if (closing) {
          return;
        }
        send(claimed, story, message, matched, some);
        send = ledger.reached(send.get(), some.getLast());
      }
    }
    send.ifPresent(ledger::finish);
  }

  private static List<Integer> next(IntIterator readers, int reached) {
    List<Integer> some = new ArrayList<>();
    while (readers.hasNext() && some.size() < AT_ONCE) {
      int reader = readers.next();
      if (reader > reached) {
        some.add(reader);
      }
    }
    return some;
  }

  private void send(
      PushSend send,
      Story story,
      PushMessage message,
      Set<Interest> matched,
      List<Integer> readers) {
    Instant now = clock.instant();
    Map<Integer, Wishes> wanted = wishes.of(readers);
    List<Integer> atOnce = new ArrayList<>();
    Map<ReaderId, Instant> later = new HashMap<>();
    for (int reader : readers) {
      Wishes own = Objects.requireNonNull(wanted.get(reader));
      Optional<Instant> due = due(new ReaderId(reader), own, send.breaking(), matched, now);
      if (due.filter(now::equals).isPresent()) {
        atOnce.add(reader);
      } else {
        due.ifPresent(until -> later.put(new ReaderId(reader), until));
      }
    }
    ledger.hold(story.id(), later);
    deliver(List.of(story), message, unserved(story.id(), endpoints.of(atOnce)));
  }

  /** When a reader is to be told; empty for one who wants breaking news alone. */
  private Optional<Instant> due(
      ReaderId reader, Wishes own, boolean breaking, Set<Interest> matched, Instant now) {
    PushPace pace = breaking || own.plain() ? PushPace.ONCE : soonest(reader, own, matched);
    Instant at =
        pace == PushPace.HOURLY ? now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS) : now;
    return pace == PushPace.BREAKING ? Optional.empty() : Optional.of(own.awake(at));
  }

  private PushPace soonest(ReaderId reader, Wishes own, Set<Interest> matched) {
    return follows.of(reader).follows().stream()
        .filter(matched::contains)
        .map(own::pace)
        .min(Comparator.naturalOrder())
        .orElse(PushPace.BREAKING);
  }

  private List<Endpoint> unserved(StoryId story, List<Endpoint> some) {
    Set<Long> served = ledger.served(story, some.stream().map(Endpoint::id).toList());
    return some.stream().filter(endpoint -> !served.contains(endpoint.id())).toList();
  }

  /** Sends one message to many browsers at a time, and writes down what became of each. */
  private void deliver(List<Story> told, PushMessage message, List<Endpoint> to) {
    forEach(to, endpoint -> deliver(told, message, endpoint));
  }

  /** Does something for many at a time, and waits for all. */
  private static <T> void forEach(Collection<T> many, Consumer<T> work) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      many.forEach(one -> threads.execute(() -> work.accept(one)));
    }
  }

  private void deliver(List<Story> told, PushMessage message, Endpoint to) {
    switch (push.send(to.subscription(), message)) {
      case Outcome.Delivered _ -> told.forEach(story -> sent(story.id(), to));
      case Outcome.Gone _ -> endpoints.remove(to.id());
      case Outcome.Refused(var why) ->
          told.forEach(story -> ledger.refused(story.id(), to.id(), why));
      case Outcome.Later(var after, var why) ->
          told.forEach(story -> ledger.later(story.id(), to.id(), after, why));
    }
  }

  private void sent(StoryId story, Endpoint to) {
    ledger.sent(story, to.id());
    tallies.add(Subjects.story(story), "push", 1);
  }

  private void sendAgain() {
    Map<Long, List<StoryId>> some;
    do {
      some = closing ? Map.of() : ledger.again(AT_ONCE);
      forEach(some.entrySet(), again -> sendAgain(again.getKey(), again.getValue()));
    } while (some.size() == AT_ONCE);
  }

  private void sendAgain(long endpoint, List<StoryId> due) {
    List<Story> told = stories.published(due);
    due.stream()
        .filter(id -> told.stream().noneMatch(story -> story.id().equals(id)))
        .forEach(id -> ledger.refused(id, endpoint, "withdrawn"));
    endpoints
        .byId(endpoint)
        .filter(_ -> !told.isEmpty())
        .ifPresent(to -> sendAgain(to, told, clock.instant()));
  }

  /** As at first: not in quiet hours, what is breaking alone, and all else together. */
  private void sendAgain(Endpoint to, List<Story> told, Instant now) {
    Instant awake = wishes.of(to.reader()).awake(now);
    if (awake.isAfter(now)) {
      ledger.putOff(to.id(), told.stream().map(Story::id).toList(), awake);
      return;
    }
    List<Story> others = new ArrayList<>();
    for (Story story : told) {
      if (ledger.breaking(story.id(), now.minus(Notice.BREAKING_FOR))) {
        deliver(List.of(story), notice().story(story, true), to);
      } else {
        others.add(story);
      }
    }
    if (!others.isEmpty()) {
      deliver(others, together(others), to);
    }
  }

  private void sendHeld() {
    Map<Integer, List<StoryId>> some;
    do {
      some = closing ? Map.of() : ledger.held(AT_ONCE);
      forEach(some.entrySet(), held -> sendHeld(held.getKey(), held.getValue()));
    } while (some.size() == AT_ONCE);
  }

  private void sendHeld(int reader, List<StoryId> held) {
    for (Endpoint endpoint : endpoints.of(List.of(reader))) {
      List<Story> told =
          stories.published(held).stream()
              .filter(story -> !unserved(story.id(), List.of(endpoint)).isEmpty())
              .toList();
      if (!told.isEmpty()) {
        deliver(told, together(told), endpoint);
      }
    }
    ledger.release(reader, held);
  }

  private PushMessage together(List<Story> told) {
    return told.size() == 1 ? notice().story(told.getFirst(), false) : notice().bundle(told);
  }

  private Optional<Story> story(StoryId id) {
    return stories.published(List.of(id)).stream().findFirst();
  }

  private Notice notice() {
    return new Notice(site.get(), Texts.in(mastheads.masthead().language()));
  }
}
