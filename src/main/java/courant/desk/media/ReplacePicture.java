package courant.desk.media;

import courant.media.ChangePhoto;
import courant.media.Photo;
import courant.platform.job.Facts;
import courant.story.Picture;
import courant.story.Revisions;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryId;
import courant.story.StoryPictures;
import courant.story.WriteStory;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;

/** Shows another picture wherever stories show one; the old one stays in the library. */
final class ReplacePicture {
  private final Facts facts;
  private final Stories stories;
  private final WriteStory writeStory;
  private final Revisions revisions;
  private final StoryPictures pictures;
  private final ChangePhoto changePhoto;
  private final Supplier<ZoneId> zone;

  ReplacePicture(
      Facts facts,
      Stories stories,
      WriteStory writeStory,
      Revisions revisions,
      StoryPictures pictures,
      ChangePhoto changePhoto,
      Supplier<ZoneId> zone) {
    this.facts = facts;
    this.stories = stories;
    this.writeStory = writeStory;
    this.revisions = revisions;
    this.pictures = pictures;
    this.changePhoto = changePhoto;
    this.zone = zone;
  }

  /** All stories at once, each with a revision in this person's name. */
  void replace(Photo old, Photo fresh, String by) {
    if (old.digest().equals(fresh.digest())) {
      return;
    }
    if (fresh.alt().isEmpty() && fresh.caption().isEmpty() && fresh.credit().isEmpty()) {
      changePhoto.describe(fresh.id(), old.alt(), old.caption(), old.credit(), old.focus());
    }
    facts.write(
        telling -> {
          for (StoryId id : pictures.showing(telling.handle(), old.digest())) {
            Story story = stories.byId(telling.handle(), id).orElseThrow();
            Story written = writeStory.save(telling, showing(story, old, fresh), zone.get());
            revisions.keep(telling.handle(), written, by, "");
          }
          return true;
        });
  }

  private static Story showing(Story story, Photo old, Photo fresh) {
    Optional<Picture> lead =
        story
            .lead()
            .map(
                now ->
                    new Picture(
                        instead(now.src(), old, fresh),
                        now.width(),
                        now.height(),
                        now.alt(),
                        now.caption(),
                        now.credit()));
    return story.illustrated(lead, instead(story.body(), old, fresh));
  }

  private static String instead(String text, Photo old, Photo fresh) {
    return Photo.ADDRESS
        .matcher(text)
        .replaceAll(
            address ->
                Matcher.quoteReplacement(
                    address.group(1).equals(old.digest()) ? fresh.src() : address.group()));
  }
}
