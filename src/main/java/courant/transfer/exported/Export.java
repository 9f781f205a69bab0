package courant.transfer.exported;

import java.io.IOException;
import java.util.function.Consumer;

/** A file that was taken from some publishing system. */
public interface Export {
  /** The system's name, such as {@code wordpress}. */
  String kind();

  /**
   * Hands over what the file holds, piece by piece, in constant memory: the site first. Read it
   * twice: what an entry refers to may stand behind it, so that the first reading does not know
   * every picture yet.
   *
   * @throws UnreadableExport if the file as a whole cannot be read
   */
  void read(Consumer<Exported> taken) throws IOException;
}
