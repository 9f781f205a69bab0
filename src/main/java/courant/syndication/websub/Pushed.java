package courant.syndication.websub;

/** Takes in what a hub tells. */
@FunctionalInterface
public interface Pushed {
  /**
   * Takes it; blocks.
   *
   * @param feed number of the feed
   * @param type the {@code Content-Type}; may be empty
   */
  void take(long feed, String type, byte[] body);
}
