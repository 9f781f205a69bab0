package courant.desk.media;

import courant.masthead.Masthead;
import courant.masthead.Mastheads;
import courant.masthead.StandingPages;
import courant.media.Photo;
import courant.platform.i18n.Texts;
import courant.source.Sources;
import courant.story.Stories;
import courant.story.StoryId;
import courant.story.StoryPictures;
import courant.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Where a picture of the library is shown, or will be. */
public final class PictureUses {
  /**
   * One place.
   *
   * @param address at the desk, where it can be changed
   */
  public record Use(String what, String address) {}

  private final StoryPictures pictures;
  private final Stories stories;
  private final Mastheads mastheads;
  private final Sources sources;
  private final StandingPages pages;
  private final Topics topics;
  private final Function<Photo, List<StoryId>> unsaved;

  /**
   * @param unsaved stories that somebody is writing the picture into
   */
  public PictureUses(
      StoryPictures pictures,
      Stories stories,
      Mastheads mastheads,
      Sources sources,
      StandingPages pages,
      Topics topics,
      Function<Photo, List<StoryId>> unsaved) {
    this.pictures = pictures;
    this.stories = stories;
    this.mastheads = mastheads;
    this.sources = sources;
    this.pages = pages;
    this.topics = topics;
    this.unsaved = unsaved;
  }

  /** Whether it is anywhere. */
  public boolean any(Photo photo) {
    return !of(photo, Texts.in(mastheads.masthead().language())).isEmpty();
  }

  /** The same, with the stories as the caller's transaction sees them. */
  public boolean any(Handle handle, Photo photo) {
    return !pictures.showing(handle, photo.digest()).isEmpty()
        || !elsewhere(photo, Texts.in(mastheads.masthead().language())).isEmpty();
  }

  /** All places. */
  List<Use> of(Photo photo, Texts texts) {
    List<Use> uses = new ArrayList<>();
    stories
        .byIds(pictures.showing(photo.digest()))
        .forEach(story -> uses.add(story(story.id(), story.headline(), texts)));
    uses.addAll(elsewhere(photo, texts));
    return uses.stream().distinct().toList();
  }

  private List<Use> elsewhere(Photo photo, Texts texts) {
    List<Use> uses = new ArrayList<>();
    stories
        .byIds(unsaved.apply(photo))
        .forEach(story -> uses.add(story(story.id(), story.headline(), texts)));
    Masthead masthead = mastheads.masthead();
    if ((masthead.logo().orElse("") + masthead.about()).contains(photo.digest())) {
      uses.add(new Use(texts.say("desk.masthead"), "/desk/masthead"));
    }
    sources.all().stream()
        .filter(source -> source.logo().orElse("").contains(photo.digest()))
        .forEach(
            source -> uses.add(new Use(source.name(), "/desk/sources/" + source.id().value())));
    pages.all().stream()
        .filter(page -> page.body().contains(photo.digest()))
        .forEach(page -> uses.add(new Use(page.title(), "/desk/pages/" + page.id())));
    topics
        .showing(photo.digest())
        .forEach(topic -> uses.add(new Use(topic.name(), "/desk/topics/" + topic.id().value())));
    return uses;
  }

  private static Use story(StoryId id, String headline, Texts texts) {
    return new Use(
        headline.isEmpty() ? texts.say("desk.untitled") : headline, "/desk/story/" + id.value());
  }
}
