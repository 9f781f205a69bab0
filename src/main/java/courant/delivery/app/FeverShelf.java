package courant.delivery.app;

import courant.delivery.FullText;
import courant.follow.Interest;
import courant.follow.NamedInterest;
import courant.masthead.Mastheads;
import courant.platform.web.Addresses;
import courant.reader.ReaderId;
import courant.story.Author;
import courant.story.Story;
import courant.story.StoryId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A reader's edition and what they saved as the Fever API has it: feeds in groups, items that stand
 * in one feed each, all numbered.
 */
final class FeverShelf {
  /** As many items as one answer has; the API's own number. */
  static final int ITEMS = 50;

  /** The feed of what was saved and is of nothing followed. */
  private static final int STRAYS = Integer.MAX_VALUE;

  /** The API's name for all groups together. */
  static final int EVERYTHING = 0;

  /** One item with its small number and the feed it stands in. */
  record Numbered(int number, int feed, Shelf.Item item) {
    Story story() {
      return item.story();
    }
  }

  private final Shelf shelf;
  private final ItemNumbers numbers;
  private final GoogleSubscriptions subscriptions;
  private final Mastheads mastheads;

  FeverShelf(
      Shelf shelf, ItemNumbers numbers, GoogleSubscriptions subscriptions, Mastheads mastheads) {
    this.shelf = shelf;
    this.numbers = numbers;
    this.subscriptions = subscriptions;
    this.mastheads = mastheads;
  }

  /** All there is for a reader, in the order of the numbers. */
  List<Numbered> all(ReaderId reader) {
    Map<StoryId, Shelf.Item> items = new LinkedHashMap<>();
    shelf.list(reader, new Stream.Everything()).forEach(item -> items.put(item.story().id(), item));
    shelf.list(reader, new Stream.Starred()).forEach(item -> items.put(item.story().id(), item));
    return numbered(reader, List.copyOf(items.values()));
  }

  private List<Numbered> numbered(ReaderId reader, List<Shelf.Item> items) {
    Map<StoryId, Integer> given = numbers.of(items.stream().map(Shelf.Item::story).toList());
    Map<Interest, Integer> feeds = new HashMap<>();
    subscriptions.of(reader).forEach(one -> feeds.put(one.interest(), one.number()));
    return items.stream()
        .filter(item -> given.containsKey(item.story().id()))
        .map(
            item ->
                new Numbered(
                    Objects.requireNonNull(given.get(item.story().id())), feed(item, feeds), item))
        .sorted(Comparator.comparingInt(Numbered::number))
        .toList();
  }

  private static int feed(Shelf.Item item, Map<Interest, Integer> feeds) {
    return item.interests().stream()
        .flatMap(interest -> Optional.ofNullable(feeds.get(interest)).stream())
        .findFirst()
        .orElse(STRAYS);
  }

  JsonArray groups(ReaderId reader) {
    JsonArray groups = new JsonArray();
    for (Interest.Kind kind : kinds(reader)) {
      groups.add(
          new JsonObject()
              .put("id", group(kind))
              .put("title", Stream.label(kind, subscriptions.texts())));
    }
    return groups;
  }

  private List<Interest.Kind> kinds(ReaderId reader) {
    Set<Interest.Kind> followed =
        subscriptions.of(reader).stream()
            .map(one -> one.interest().kind())
            .collect(Collectors.toSet());
    return Arrays.stream(Interest.Kind.values()).filter(followed::contains).toList();
  }

  private static int group(Interest.Kind kind) {
    return kind.ordinal() + 1;
  }

  JsonArray feedsGroups(ReaderId reader) {
    List<NamedInterest> followed = subscriptions.of(reader);
    JsonArray all = new JsonArray();
    for (Interest.Kind kind : kinds(reader)) {
      String feeds =
          followed.stream()
              .filter(one -> one.interest().kind() == kind)
              .map(one -> Integer.toString(one.number()))
              .collect(Collectors.joining(","));
      all.add(new JsonObject().put("group_id", group(kind)).put("feed_ids", feeds));
    }
    return all;
  }

  JsonArray feeds(ReaderId reader, URI site, Instant now) {
    JsonArray feeds = new JsonArray();
    for (NamedInterest one : subscriptions.of(reader)) {
      feeds.add(feed(one.number(), one.name(), site + one.feedPath(), site + one.path(), now));
    }
    if (shelf.hasStrays(reader)) {
      String title = mastheads.masthead().title();
      feeds.add(feed(STRAYS, title, site + "/feed", site + "/", now));
    }
    return feeds;
  }

  private static JsonObject feed(int id, String title, String feed, String page, Instant now) {
    return new JsonObject()
        .put("id", id)
        .put("favicon_id", 1)
        .put("title", title)
        .put("url", feed)
        .put("site_url", page)
        .put("is_spark", 0)
        .put("last_updated_on_time", now.getEpochSecond());
  }

  /** Items after a number, before one, those named, or simply the first. */
  List<Numbered> items(
      ReaderId reader, OptionalInt since, OptionalInt before, Optional<List<Integer>> named) {
    if (named.isPresent()) {
      List<Integer> first = named.get().stream().limit(ITEMS).toList();
      return numbered(reader, shelf.items(reader, numbers.stories(first)));
    }
    List<Numbered> all = all(reader);
    if (before.isPresent()) {
      List<Numbered> older = new ArrayList<>(all).reversed();
      return older.stream()
          .filter(item -> before.getAsInt() == 0 || item.number() < before.getAsInt())
          .limit(ITEMS)
          .toList();
    }
    return all.stream().filter(item -> item.number() > since.orElse(0)).limit(ITEMS).toList();
  }

  /** The numbers of what holds, as the API lists them. */
  String numbers(ReaderId reader, Predicate<Shelf.Item> which) {
    return all(reader).stream()
        .filter(numbered -> which.test(numbered.item()))
        .map(numbered -> Integer.toString(numbered.number()))
        .collect(Collectors.joining(","));
  }

  /** What of a feed was published before an instant. */
  List<StoryId> ofFeed(ReaderId reader, int feed, Instant before) {
    return stories(reader, item -> item.feed() == feed, before);
  }

  /** What of a group was published before an instant. */
  List<StoryId> ofGroup(ReaderId reader, int group, Instant before) {
    return stories(
        reader,
        item ->
            item.item().interests().stream().anyMatch(interest -> group(interest.kind()) == group),
        before);
  }

  private List<StoryId> stories(ReaderId reader, Predicate<Numbered> which, Instant before) {
    return all(reader).stream()
        .filter(which)
        .map(Numbered::story)
        .filter(story -> story.published().isBefore(before))
        .map(Story::id)
        .toList();
  }

  /** The story with a number. */
  List<StoryId> story(int number) {
    return numbers.stories(List.of(number));
  }

  JsonObject item(Numbered numbered, URI site) {
    Story story = numbered.story();
    FullText text =
        new FullText(mastheads.masthead(), site, shelf.corrections(List.of(numbered.item())));
    return new JsonObject()
        .put("id", numbered.number())
        .put("feed_id", numbered.feed())
        .put("title", story.headline())
        .put("author", story.byline().stream().map(Author::name).collect(Collectors.joining(", ")))
        .put("html", text.carried(story, numbered.item().entry().versions()))
        .put("url", site + Addresses.encode(story.path()))
        .put("is_saved", numbered.item().mark().saved() ? 1 : 0)
        .put("is_read", numbered.item().mark().read() ? 1 : 0)
        .put("created_on_time", story.published().getEpochSecond());
  }
}
