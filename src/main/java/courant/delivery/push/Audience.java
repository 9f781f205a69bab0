package courant.delivery.push;

import courant.delivery.PushEndpoints;
import courant.edition.OneOfEach;
import courant.follow.Follows;
import courant.follow.Interest;
import courant.follow.Share;
import courant.masthead.Mastheads;
import courant.story.Listing;
import courant.story.Story;
import courant.topic.TopicId;
import java.time.ZoneId;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/** To whom a story is pushed. */
final class Audience {
  private final Follows follows;
  private final OneOfEach oneOfEach;
  private final PushEndpoints endpoints;
  private final Mastheads mastheads;

  Audience(Follows follows, OneOfEach oneOfEach, PushEndpoints endpoints, Mastheads mastheads) {
    this.follows = follows;
    this.oneOfEach = oneOfEach;
    this.endpoints = endpoints;
    this.mastheads = mastheads;
  }

  RoaringBitmap of(PushSend send, Story story) {
    if (send.breaking()) {
      return breaking(story, send.topic());
    }
    RoaringBitmap readers =
        oneOfEach.audience(follows, story, mastheads.masthead().zone(), Share.EVERYBODY);
    readers.and(endpoints.readers());
    return readers;
  }

  /** Everyone who takes notifications, or a topic's followers among them; never who mutes it. */
  RoaringBitmap breaking(Story story, Optional<TopicId> topic) {
    ZoneId zone = mastheads.masthead().zone();
    RoaringBitmap readers = endpoints.readers();
    topic.ifPresent(
        one -> readers.and(follows.followersOf(new Interest.Listed(new Listing.About(one)))));
    readers.andNot(follows.mutersOf(story, zone));
    return readers;
  }
}
