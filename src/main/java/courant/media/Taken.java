package courant.media;

import courant.media.darkroom.Fault;
import java.util.Optional;

/** What became of a file that was handed to the library. */
public sealed interface Taken {
  /** It is in the library now. */
  record New(Photo photo) implements Taken {}

  /** It was in the library already, with the words it was given then. */
  record Known(Photo photo) implements Taken {}

  /** It is no picture that can be shown. */
  record Refused(Fault fault) implements Taken {}

  /** The store keeps nothing at present; nothing was written. */
  record NotKept(String why) implements Taken {}

  /** The picture, if there is one now. */
  default Optional<Photo> picture() {
    return switch (this) {
      case New(var photo) -> Optional.of(photo);
      case Known(var photo) -> Optional.of(photo);
      case Refused _, NotKept _ -> Optional.empty();
    };
  }

  /** The same with the picture as it is now. */
  default Taken showing(Photo now) {
    return switch (this) {
      case New _ -> new New(now);
      case Known _ -> new Known(now);
      case Refused refused -> refused;
      case NotKept not -> not;
    };
  }
}
