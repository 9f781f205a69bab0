package courant.delivery.fediverse;

import courant.platform.job.Fact;
import courant.platform.job.FactReader;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryFact;
import courant.story.StoryId;
import courant.story.StoryState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Plans who is told what when a story goes out, changes or goes. Idempotent. */
final class PlanTelling implements FactReader {
  /** After a longer absence a story is no news. */
  private static final Duration NEWS = Duration.ofDays(3);

  private final Actors actors;
  private final Stories stories;
  private final Sends sends;
  private final BooleanSupplier on;
  private final Supplier<Places> places;
  private final InstantSource clock;

  PlanTelling(
      Actors actors,
      Stories stories,
      Sends sends,
      BooleanSupplier on,
      Supplier<Places> places,
      InstantSource clock) {
    this.actors = actors;
    this.stories = stories;
    this.sends = sends;
    this.on = on;
    this.places = places;
    this.clock = clock;
  }

  @Override
  public void read(List<Fact> facts) {
    if (on.getAsBoolean()) {
      facts.forEach(fact -> StoryFact.of(fact).ifPresent(story -> plan(story, fact)));
    }
  }

  private void plan(StoryFact what, Fact fact) {
    switch (what) {
      case StoryFact.Imported _ -> {}
      case StoryFact.Retagged _ -> {}
      case StoryFact.Published(var id) -> {
        if (fact.at().isAfter(clock.instant().minus(NEWS))) {
          create(id, "");
        }
      }
      case StoryFact.Corrected(var id) -> corrected(id, fact);
      case StoryFact.Withdrawn(var id) -> withdrawn(id, fact);
    }
  }

  private void create(StoryId id, String again) {
    stories
        .byId(id)
        .filter(story -> story.state() instanceof StoryState.Published)
        .ifPresent(
            story -> {
              for (Actor actor : actors.of(story)) {
                Sends.Kind kind =
                    actor instanceof Actor.Review ? Sends.Kind.CREATE : Sends.Kind.ANNOUNCE;
                sends.plan(send(kind, actor, story, again), Set.of(actor.key()));
              }
            });
  }

  private Sends.Send send(Sends.Kind kind, Actor actor, Story story, String again) {
    return new Sends.Send(
        kind.word() + " " + actor.key() + " " + story.id().value() + again,
        kind,
        actor.key(),
        story.id(),
        places.get().of(story),
        "");
  }

  /** Whoever was told is told again; one that comes back is told anew. */
  private void corrected(StoryId id, Fact fact) {
    List<Sends.Send> told = sends.of(id);
    if (told.isEmpty()) {
      return;
    }
    if (told.getFirst().kind() == Sends.Kind.DELETE) {
      create(id, " again " + fact.place());
      return;
    }
    stories
        .byId(id)
        .filter(story -> story.state() instanceof StoryState.Published)
        .ifPresent(
            story ->
                sends.plan(
                    send(Sends.Kind.UPDATE, Actor.REVIEW, story, " " + fact.place()),
                    followed(told)));
  }

  private void withdrawn(StoryId id, Fact fact) {
    List<Sends.Send> told = sends.of(id);
    if (!told.isEmpty()) {
      sends.plan(
          new Sends.Send(
              "delete review " + id.value() + " " + fact.place(),
              Sends.Kind.DELETE,
              Actor.REVIEW.key(),
              id,
              told.getFirst().object(),
              ""),
          followed(told));
    }
  }

  /** Whose followers are told of it. */
  private static Set<String> followed(List<Sends.Send> told) {
    Set<String> followed = new LinkedHashSet<>();
    told.forEach(send -> followed.add(send.actor()));
    return followed;
  }
}
