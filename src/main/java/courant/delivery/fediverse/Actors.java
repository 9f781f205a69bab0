package courant.delivery.fediverse;

import courant.edition.Audience;
import courant.masthead.Mastheads;
import courant.platform.db.Database;
import courant.platform.web.Slug;
import courant.story.AuthorId;
import courant.story.Authors;
import courant.story.Heard;
import courant.story.Story;
import courant.topic.TopicId;
import courant.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds actors: by address, by name, by story. */
final class Actors {
  private static final Pattern KEY = Pattern.compile("(section|author|topic)/([0-9]{1,18})");

  private final Database database;
  private final Mastheads mastheads;
  private final Authors authors;
  private final Topics topics;
  private final Names names;
  private final Heard heard;

  Actors(Database database, Mastheads mastheads, Authors authors, Topics topics, Names names) {
    this.database = database;
    this.mastheads = mastheads;
    this.authors = authors;
    this.topics = topics;
    this.names = names;
    this.heard = new Heard(database);
  }

  /** The actor with a {@link Actor#key}. */
  Optional<Actor> byKey(String key) {
    if (key.equals(Actor.REVIEW.key())) {
      return Optional.of(Actor.REVIEW);
    }
    Matcher matcher = KEY.matcher(key);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(2));
    return switch (matcher.group(1)) {
      case "section" ->
          mastheads.sections().stream()
              .filter(section -> section.id().value() == number)
              .<Actor>map(Actor.OfSection::new)
              .findFirst();
      case "author" ->
          database
              .read(handle -> authors.byId(handle, new AuthorId(number)))
              .filter(heard::of)
              .map(Actor.OfAuthor::new);
      default -> topics.byId(new TopicId(number)).filter(heard::of).map(Actor.OfTopic::new);
    };
  }

  /** The actor at a path of ours: its own, or that of its page, or a part of its own. */
  Optional<Actor> byPath(String path) {
    if (path.startsWith(Places.PREFIX)) {
      return byKey(
          path.substring(Places.PREFIX.length())
              .replaceFirst("/(inbox|outbox|followers|following)$", ""));
    }
    String slug = path.replaceFirst("^/(section|author|topic)/", "");
    return path.equals("/")
        ? Optional.of(Actor.REVIEW)
        : path.startsWith("/section/")
            ? section(slug)
            : path.startsWith("/author/")
                ? author(slug)
                : path.startsWith("/topic/") ? topic(slug) : Optional.empty();
  }

  /**
   * The actor with a name. One that nobody has asked for is given its own now, if what it is called
   * here is free.
   */
  Optional<Actor> byName(String name) {
    Optional<Actor> known = names.actor(name).flatMap(this::byKey);
    if (known.isPresent()) {
      return known;
    }
    return Optional.of(Actor.REVIEW)
        .filter(actor -> name(actor).equals(name))
        .or(() -> section(name).filter(actor -> name(actor).equals(name)))
        .or(() -> author(name).filter(actor -> name(actor).equals(name)))
        .or(() -> topic(name).filter(actor -> name(actor).equals(name)));
  }

  private Optional<Actor> section(String slug) {
    return mastheads.section(slug).map(Actor.OfSection::new);
  }

  private Optional<Actor> author(String slug) {
    return authors.bySlug(slug).filter(heard::of).map(Actor.OfAuthor::new);
  }

  private Optional<Actor> topic(String slug) {
    return topics.bySlug(slug).filter(heard::of).map(Actor.OfTopic::new);
  }

  /** Its name, without {@code @} and host. */
  String name(Actor actor) {
    return names.of(
        actor,
        switch (actor) {
          case Actor.Review _ -> Slug.of(mastheads.masthead().title());
          case Actor.OfSection(var section) -> section.slug();
          case Actor.OfAuthor(var author) -> author.slug();
          case Actor.OfTopic(var topic) -> topic.slug();
        });
  }

  /** Whoever tells of a story to their followers; the review first. */
  List<Actor> of(Story story) {
    List<Actor> all = new ArrayList<>();
    all.add(Actor.REVIEW);
    story.section().map(Actor.OfSection::new).ifPresent(all::add);
    story.byline().stream().map(Actor.OfAuthor::new).forEach(all::add);
    story.topics().stream().map(Actor.OfTopic::new).forEach(all::add);
    return all;
  }

  /** Who tells an audience; empty for audiences nobody can follow from there. */
  Optional<Actor> of(Audience audience) {
    return switch (audience) {
      case Audience.Everyone _ -> Optional.of(Actor.REVIEW);
      case Audience.OfSection(var section) -> Optional.of(new Actor.OfSection(section));
      case Audience.OfAuthor(var author) -> Optional.of(new Actor.OfAuthor(author));
      case Audience.OfTopic(var topic) -> Optional.of(new Actor.OfTopic(topic));
      case Audience.OfSource _, Audience.OfDays _, Audience.OfReader _, Audience.Searching _ ->
          Optional.empty();
    };
  }
}
