package courant.follow;

import courant.masthead.SectionId;
import courant.search.SearchQuery;
import courant.source.SourceId;
import courant.story.AuthorId;
import courant.story.Listing;
import courant.story.Story;
import courant.topic.TopicId;
import java.util.List;
import java.util.Locale;

/** Something that can be followed or muted. */
public sealed interface Interest {
  /** A topic, author, source or section: what has a list of stories. */
  record Listed(Listing listing) implements Interest {
    /**
     * @throws IllegalArgumentException if it is the list of everything, or of days
     */
    public Listed {
      if (listing instanceof Listing.Everything || listing instanceof Listing.Between) {
        throw new IllegalArgumentException("nobody can follow " + listing);
      }
    }
  }

  /** What a search finds, now and later. */
  record Matching(SearchQuery query) implements Interest {
    public Matching {
      query = query.canonical();
    }
  }

  /** What it is, as tables and addresses call it. */
  enum Kind {
    TOPIC,
    AUTHOR,
    SOURCE,
    SECTION,
    SEARCH;

    /** Its lower-case name. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  default Kind kind() {
    return switch (this) {
      case Matching _ -> Kind.SEARCH;
      case Listed(Listing.About _) -> Kind.TOPIC;
      case Listed(Listing.By _) -> Kind.AUTHOR;
      case Listed(Listing.From _) -> Kind.SOURCE;
      case Listed(Listing.InSection _) -> Kind.SECTION;
      case Listed(Listing.Everything _), Listed(Listing.Between _) -> throw never();
    };
  }

  /** The number of what is followed; 0 for a search. */
  default long target() {
    return switch (this) {
      case Matching _ -> 0;
      case Listed(Listing.About(var topic)) -> topic.value();
      case Listed(Listing.By(var author)) -> author.value();
      case Listed(Listing.From(var source)) -> source.value();
      case Listed(Listing.InSection(var section)) -> section.value();
      case Listed(Listing.Everything _), Listed(Listing.Between _) -> throw never();
    };
  }

  /** The words of a search; empty for anything else. */
  default String words() {
    return this instanceof Matching(var query) ? query.toString() : "";
  }

  private static AssertionError never() {
    return new AssertionError("refused when it was made");
  }

  /** The interest with this kind, number and words, as they stand in its table. */
  static Interest of(Kind kind, long target, String words) {
    return switch (kind) {
      case TOPIC -> new Listed(new Listing.About(new TopicId(target)));
      case AUTHOR -> new Listed(new Listing.By(new AuthorId(target)));
      case SOURCE -> new Listed(new Listing.From(new SourceId(target)));
      case SECTION -> new Listed(new Listing.InSection(new SectionId(target)));
      case SEARCH -> new Matching(SearchQuery.lenient(words));
    };
  }

  /** Everything but searches by which a story can be followed. */
  static List<Interest> of(Story story) {
    return Listing.of(story).stream()
        .filter(list -> !(list instanceof Listing.Everything))
        .<Interest>map(Listed::new)
        .toList();
  }
}
