package courant.follow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import courant.platform.db.Database;
import courant.reader.ReaderId;
import courant.search.SearchQuery.Leaf;
import courant.search.StoryTerms;
import courant.story.Story;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.roaringbitmap.FastAggregation;
import org.roaringbitmap.RoaringBitmap;

/**
 * Who follows what, read from the table when a story touches it, one share of the readers after the
 * other: what was read last stays in memory as far as there is room. In memory whole is only what
 * is followed at all.
 */
final class FollowTable implements Followers {
  /** What a piece takes beside its bitmaps, about: in bytes. */
  private static final int PIECE = 200;

  private final Database database;
  private final StandingInterests interests;
  private final Cache<Place, Piece> pieces;

  /** Where a piece belongs: to one interest and one share of the readers. */
  private record Place(int interest, Share share) {}

  /** The readers of an interest within a share; never changed. */
  private record Piece(RoaringBitmap followers, RoaringBitmap muters) {
    int bytes() {
      return PIECE + followers.getSizeInBytes() + muters.getSizeInBytes();
    }
  }

  /**
   * Begins empty.
   *
   * @param commonness as for {@link FollowIndex}
   * @param room for what was read, in bytes
   */
  FollowTable(Database database, ToLongFunction<Leaf> commonness, long room) {
    this.database = database;
    this.interests = new StandingInterests(commonness);
    this.pieces =
        Caffeine.newBuilder()
            .maximumWeight(room)
            .weigher((Place _, Piece piece) -> piece.bytes())
            .executor(Runnable::run)
            .build();
  }

  /** There is such an interest. */
  synchronized void add(int number, Interest interest) {
    interests.add(number, interest);
  }

  @Override
  public void set(ReaderId reader, int number, Interest interest, Optional<Stance> stance) {
    if (stance.isPresent()) {
      add(number, interest);
    }
    pieces.invalidate(new Place(number, Share.of(reader)));
  }

  @Override
  public void drop(int number) {
    synchronized (this) {
      interests.drop(number);
    }
    pieces.asMap().keySet().removeIf(place -> place.interest() == number);
  }

  @Override
  public void forget(ReaderId reader) {
    Share share = Share.of(reader);
    pieces.asMap().keySet().removeIf(place -> place.share().equals(share));
  }

  @Override
  public RoaringBitmap audienceOf(Story story, StoryTerms terms, Share share) {
    List<Piece> touched = pieces(touchedBy(story, terms), share);
    RoaringBitmap audience = union(touched, Piece::followers);
    audience.andNot(union(touched, Piece::muters));
    return audience;
  }

  @Override
  public RoaringBitmap mutersOf(Story story, StoryTerms terms) {
    return union(pieces(touchedBy(story, terms), Share.EVERYBODY), Piece::muters);
  }

  @Override
  public RoaringBitmap followersOf(Interest.Listed interest) {
    return union(pieces(standing(interest), Share.EVERYBODY), Piece::followers);
  }

  private synchronized List<Readership> standing(Interest.Listed interest) {
    Readership found = interests.get(interest);
    return found == null ? List.of() : List.of(found);
  }

  @Override
  public Set<Interest> interestsOf(Story story, StoryTerms terms) {
    return touchedBy(story, terms).stream()
        .map(Readership::interest)
        .collect(Collectors.toUnmodifiableSet());
  }

  private synchronized List<Readership> touchedBy(Story story, StoryTerms terms) {
    return interests.touchedBy(story, terms);
  }

  private static RoaringBitmap union(List<Piece> pieces, Function<Piece, RoaringBitmap> side) {
    return FastAggregation.or(pieces.stream().map(side).iterator());
  }

  private List<Piece> pieces(List<Readership> touched, Share share) {
    List<Share> parts =
        share.equals(Share.EVERYBODY)
            ? Share.upTo(database.read(FollowRows::lastReader))
            : List.of(share);
    return touched.stream()
        .flatMap(one -> parts.stream().map(part -> new Place(one.number(), part)))
        .map(place -> pieces.get(place, this::read))
        .toList();
  }

  private Piece read(Place place) {
    Piece piece = new Piece(new RoaringBitmap(), new RoaringBitmap());
    FollowRows.ofInterest(
        database,
        place.interest(),
        place.share(),
        row -> (row.stance() == Stance.MUTE ? piece.muters : piece.followers).add(row.reader()));
    piece.followers.runOptimize();
    piece.muters.runOptimize();
    return piece;
  }
}
