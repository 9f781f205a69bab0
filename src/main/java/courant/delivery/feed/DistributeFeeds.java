package courant.delivery.feed;

import courant.platform.fetch.Ask;
import courant.platform.fetch.Outcome;
import courant.platform.fetch.Outgoing;
import courant.platform.job.Fact;
import courant.platform.job.FactReader;
import courant.platform.web.Addresses;
import courant.platform.web.Response;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryFact;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends changed feeds to their WebSub subscribers: at once, and again with growing pauses if need
 * be.
 */
final class DistributeFeeds implements FactReader, Runnable {
  private static final int MOST_AT_ONCE = 200;
  private static final int MOST_TRIES = 10;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

  private final HubSubscriptions subscriptions;
  private final ListFeed feeds;
  private final Stories stories;
  private final Outgoing outgoing;
  private final InstantSource clock;
  private final Supplier<URI> site;

  DistributeFeeds(
      HubSubscriptions subscriptions,
      ListFeed feeds,
      Stories stories,
      Outgoing outgoing,
      InstantSource clock,
      Supplier<URI> site) {
    this.subscriptions = subscriptions;
    this.feeds = feeds;
    this.stories = stories;
    this.outgoing = outgoing;
    this.clock = clock;
    this.site = site;
  }

  @Override
  public void read(List<Fact> facts) {
    Set<String> topics = new HashSet<>();
    facts.stream()
        .map(StoryFact::of)
        .flatMap(Optional::stream)
        .filter(fact -> !(fact instanceof StoryFact.Imported || fact instanceof StoryFact.Retagged))
        .forEach(
            fact -> stories.byId(fact.story()).ifPresent(story -> topics.addAll(topicsOf(story))));
    if (!topics.isEmpty()) {
      subscriptions.news(topics);
      run();
    }
  }

  /** Addresses of all feeds that a story is in. */
  private Set<String> topicsOf(Story story) {
    Stream<String> lists =
        Stream.of(
                Stream.of(""),
                story.section().map(section -> section.path()).stream(),
                story.topics().stream().map(topic -> topic.path()),
                story.byline().stream().map(author -> author.path()),
                story.origin().map(origin -> origin.source().path()).stream())
            .flatMap(paths -> paths);
    Set<String> topics = new HashSet<>();
    lists.forEach(
        path -> {
          for (FeedFormat format : FeedFormat.values()) {
            topics.add(site.get() + Addresses.encode(path) + format.suffix);
          }
        });
    return topics;
  }

  /** Sends what is due; each feed is rendered once for all its subscribers. */
  @Override
  public synchronized void run() {
    List<HubSubscriptions.Subscription> due = subscriptions.due(MOST_AT_ONCE);
    if (due.isEmpty()) {
      return;
    }
    Map<String, Optional<Response>> rendered = new HashMap<>();
    due.forEach(one -> rendered.computeIfAbsent(one.topic(), topic -> feeds.at(topic, site.get())));
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      due.forEach(
          one ->
              senders.submit(
                  () ->
                      rendered
                          .getOrDefault(one.topic(), Optional.empty())
                          .ifPresentOrElse(
                              feed -> send(one, feed),
                              () -> subscriptions.remove(one.topic(), one.callback()))));
    }
  }

  private void send(HubSubscriptions.Subscription subscription, Response feed) {
    Map<String, String> headers = new HashMap<>();
    headers.put("content-type", feed.type());
    headers.put(
        "link",
        "<%s/hub>; rel=\"hub\", <%s>; rel=\"self\"".formatted(site.get(), subscription.topic()));
    subscription
        .secret()
        .ifPresent(secret -> headers.put("x-hub-signature", "sha256=" + sign(secret, feed.body())));
    switch (outgoing.send(Ask.post(URI.create(subscription.callback()), headers, feed.body()))) {
      case Outcome.Answered answer when answer.ok() -> subscriptions.done(subscription);
      case Outcome.Answered answer when answer.status() == 410 ->
          subscriptions.remove(subscription.topic(), subscription.callback());
      case Outcome.Refused _ -> subscriptions.remove(subscription.topic(), subscription.callback());
      case Outcome.Answered _, Outcome.Failed _ -> tryLater(subscription);
    }
  }

  private void tryLater(HubSubscriptions.Subscription subscription) {
    if (subscription.tries() >= MOST_TRIES) {
      subscriptions.remove(subscription.topic(), subscription.callback());
    } else {
      subscriptions.later(
          subscription, clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << subscription.tries())));
    }
  }

  private static String sign(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
