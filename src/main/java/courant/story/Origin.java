package courant.story;

import courant.source.Source;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a syndicated story was taken from.
 *
 * @param address the original's canonical address; empty if it has none
 * @param published when the original came out; empty if nobody knows
 */
public record Origin(Source source, String address, Optional<Instant> published) {
  /** Of an original that came out nobody knows when. */
  public Origin(Source source, String address) {
    this(source, address, Optional.empty());
  }

  /** The line that stands with the story: what the terms require, else the source's name. */
  public String credit() {
    return source.terms().credit().isEmpty() ? source.name() : source.terms().credit();
  }
}
