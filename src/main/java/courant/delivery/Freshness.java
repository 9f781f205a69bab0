package courant.delivery;

import courant.edition.FrontSlots;
import courant.masthead.Mastheads;
import courant.media.ChangePhoto;
import courant.media.PhotoId;
import courant.media.Photos;
import courant.platform.job.Fact;
import courant.platform.web.Published;
import courant.reply.ReplyFact;
import courant.story.Stories;
import courant.story.StoryFact;
import courant.story.StoryId;
import courant.story.StoryPictures;
import courant.story.Versions;
import courant.topic.Topics;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops published bytes the moment what they show has changed. */
public final class Freshness {
  private static final Logger LOG = LoggerFactory.getLogger(Freshness.class);

  private final Published published;
  private final Stories stories;
  private final StoryPictures pictures;
  private final Photos photos;

  public Freshness(Published published, Stories stories, StoryPictures pictures, Photos photos) {
    this.published = published;
    this.stories = stories;
    this.pictures = pictures;
    this.photos = photos;
  }

  /** Hears a fact. If it cannot be read what shows it, all is dropped: that needs no database. */
  public void hear(Fact fact) {
    try {
      dropWhatShows(fact);
    } catch (RuntimeException e) {
      LOG.warn("all published bytes are dropped, for what {} changes cannot be read", fact, e);
      published.dropAll();
    }
  }

  private void dropWhatShows(Fact fact) {
    if (fact.kind().equals(Mastheads.CHANGED)
        || fact.kind().equals(Handles.CHANGED)
        || fact.kind().equals(Topics.CHANGED)) {
      published.dropAll();
    }
    if (fact.kind().equals(FrontSlots.CHANGED)) {
      published.drop(Set.of("list"));
    }
    if (fact.kind().equals(ChangePhoto.CHANGED)) {
      photos
          .byId(new PhotoId(fact.subject()))
          .ifPresent(photo -> pictures.showing(photo.digest()).forEach(this::drop));
    }
    ReplyFact.changed(fact)
        .ifPresent(story -> published.drop(Set.of(Tags.replies(story), "replies")));
    if (fact.kind().equals(Versions.CHANGED)) {
      drop(new StoryId(fact.subject()));
    }
    Optional<StoryFact> story = StoryFact.of(fact);
    if (story.isEmpty()) {
      return;
    }
    switch (story.get()) {
      case StoryFact.Imported _ -> published.dropAll();
      case StoryFact.Published(var id) -> drop(id);
      case StoryFact.Corrected(var id) -> drop(id);
      case StoryFact.Retagged(var id) -> published.drop(Set.of(Tags.story(id)));
      case StoryFact.Withdrawn(var id) -> drop(id);
    }
  }

  private void drop(StoryId id) {
    stories
        .byId(id)
        .ifPresentOrElse(story -> published.drop(Tags.touchedBy(story)), published::dropAll);
  }
}
