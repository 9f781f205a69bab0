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
import courant.story.StoryState;
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

  /** The stories of a message, as they read at an instant. */
  private record Telling(List<Story> stories, PushMessage message, Instant made) {}

  private final PushLedger ledger;
  private final PushCorrections corrections;
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
      PushCorrections corrections,
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
    this.corrections = corrections;
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

  /** Each batch as the story reads by then; none any more once it is not out. */
  private void send(PushSend claimed) {
    Optional<PushSend> send = Optional.of(claimed);
    Optional<Telling> telling = telling(claimed);
    if (telling.isPresent()) {
      Story planned = telling.get().stories().getFirst();
      follows.catchUp();
      Set<Interest> matched = follows.interestsOf(planned, mastheads.masthead().zone());
      IntIterator readers = audience.of(claimed, planned).getIntIterator();
      List<Integer> some = next(readers, claimed.reached());
      while (send.isPresent() && telling.isPresent() && !some.isEmpty()) {
        if (closing) {
          return;
        }
        send(claimed, telling.get(), matched, some);
        send = ledger.reached(send.get(), some.getLast());
        some = next(readers, claimed.reached());
        telling = telling(claimed);
      }
    }
    send.ifPresent(ledger::finish);
  }

  private Optional<Telling> telling(PushSend send) {
    Instant made = clock.instant();
    return stories
        .byId(send.story())
        .filter(story -> story.state() instanceof StoryState.Published)
        .map(story -> new Telling(List.of(story), notice().story(story, send.breaking()), made));
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

  private void send(PushSend send, Telling telling, Set<Interest> matched, List<Integer> readers) {
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
    ledger.hold(send.story(), later);
    forEach(unserved(send.story(), endpoints.of(atOnce)), endpoint -> deliver(telling, endpoint));
    corrections.catchUp(send.story(), telling.made());
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

  /** Does something for many at a time, and waits for all. */
  private static <T> void forEach(Collection<T> many, Consumer<T> work) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      many.forEach(one -> threads.execute(() -> work.accept(one)));
    }
  }

  /** Sends a message to one browser, and writes down what became of it. */
  private void deliver(Telling telling, Endpoint to) {
    List<StoryId> told = telling.stories().stream().map(Story::id).toList();
    switch (push.send(to.subscription(), telling.message())) {
      case Outcome.Delivered _ -> told.forEach(story -> sent(story, to, telling.made()));
      case Outcome.Gone _ -> endpoints.remove(to.id());
      case Outcome.Refused(var why) -> told.forEach(story -> ledger.refused(story, to.id(), why));
      case Outcome.Later(var after, var why) ->
          told.forEach(story -> ledger.later(story, to.id(), after, why));
    }
  }

  private void sent(StoryId story, Endpoint to, Instant made) {
    ledger.sent(story, to.id(), made);
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
    Instant now = clock.instant();
    List<Story> told = stories.published(due);
    due.stream()
        .filter(id -> told.stream().noneMatch(story -> story.id().equals(id)))
        .forEach(id -> ledger.refused(id, endpoint, "withdrawn"));
    endpoints.byId(endpoint).filter(_ -> !told.isEmpty()).ifPresent(to -> sendAgain(to, told, now));
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
        deliverLate(new Telling(List.of(story), notice().story(story, true), now), to);
      } else {
        others.add(story);
      }
    }
    if (!others.isEmpty()) {
      deliverLate(together(others, now), to);
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
      Instant now = clock.instant();
      List<Story> told =
          stories.published(held).stream()
              .filter(story -> !unserved(story.id(), List.of(endpoint)).isEmpty())
              .toList();
      if (!told.isEmpty()) {
        deliverLate(together(told, now), endpoint);
      }
    }
    ledger.release(reader, held);
  }

  private Telling together(List<Story> told, Instant made) {
    PushMessage message =
        told.size() == 1 ? notice().story(told.getFirst(), false) : notice().bundle(told);
    return new Telling(told, message, made);
  }

  private void deliverLate(Telling telling, Endpoint to) {
    deliver(telling, to);
    telling.stories().forEach(story -> corrections.catchUp(story.id(), telling.made()));
  }

  private Notice notice() {
    return new Notice(site.get(), Texts.in(mastheads.masthead().language()));
  }
}
