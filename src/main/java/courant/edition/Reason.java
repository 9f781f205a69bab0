package courant.edition;

import courant.follow.Interest;
import courant.story.Listing;
import courant.story.Story;

/** Why a story is in an edition. */
public sealed interface Reason {
  /** The desk put it there. */
  record ChosenByDesk() implements Reason {}

  /** It is among the newest of what the edition selects from. */
  record Newest() implements Reason {}

  /**
   * The reader follows something it is about.
   *
   * @param name as the reader knows it; of a search, its words
   */
  record Follows(Interest interest, String name) implements Reason {
    /** By the name that the story itself has for it. */
    static Follows of(Interest interest, Story story) {
      return new Follows(interest, name(interest, story));
    }

    private static String name(Interest interest, Story story) {
      return switch (interest) {
        case Interest.Matching matching -> matching.words();
        case Interest.Listed(Listing.About(var topic)) ->
            story.topics().stream()
                .filter(one -> one.id().equals(topic))
                .map(one -> one.name())
                .findFirst()
                .orElse("");
        case Interest.Listed(Listing.By(var author)) ->
            story.byline().stream()
                .filter(one -> one.id().equals(author))
                .map(one -> one.name())
                .findFirst()
                .orElse("");
        case Interest.Listed(Listing.From _) ->
            story.origin().map(origin -> origin.source().name()).orElse("");
        case Interest.Listed(Listing.InSection _) ->
            story.section().map(section -> section.name()).orElse("");
        case Interest.Listed(Listing.Everything _), Interest.Listed(Listing.Between _) -> "";
      };
    }
  }
}
