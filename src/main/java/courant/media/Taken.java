package courant.media;

import courant.media.darkroom.Fault;

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
}
