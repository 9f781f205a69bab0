package courant.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Where the bytes of pictures are kept, by names such as {@code digest/1080.webp}. */
public interface PhotoFiles {
  /** The store does not answer, or not as it should; what it holds is not lost. */
  final class Silent extends IOException {
    private static final long serialVersionUID = 1;

    public Silent(String why) {
      super(why);
    }
  }

  /**
   * Keeps a file, for good once this returns.
   *
   * @param type its media type
   * @throws Silent if it could not be kept
   */
  void keep(String name, String type, Path file) throws IOException;

  /**
   * The file, on this machine.
   *
   * @return empty if there is none of that name
   * @throws Silent if nobody can say
   */
  Optional<Path> find(String name) throws IOException;

  /** Drops files; those that are not there are no fault. */
  void drop(List<String> names) throws IOException;

  /**
   * Writes, reads and drops a small file.
   *
   * @return what is kept where, for people
   */
  String check() throws IOException;

  /** Whether the store is elsewhere, and what is here are copies. */
  boolean elsewhere();

  /**
   * Lets go of copies that can be had again, if there are too many, and of those of pictures that
   * are no more.
   *
   * @param known those of some digests that the library has
   */
  void tidy(UnaryOperator<Set<String>> known);
}
