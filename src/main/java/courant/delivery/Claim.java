package courant.delivery;

import courant.reader.ReaderId;
import java.time.Instant;
import java.util.List;

/**
 * Readers of an issue that are ours to send to for a while.
 *
 * @param first number of the range's first reader
 * @param last number up to which nobody else has to look
 * @param readers those in the range who have not been sent it; in the order of their numbers
 * @param nothing how many others are due, but have nothing in their edition
 * @param lease until when; no two claims of a range have the same, so it tells whose the range is
 */
public record Claim(
    Issue issue, int first, int last, List<ReaderId> readers, int nothing, Instant lease) {
  /** Whether it is a range, or else single readers whose message waited. */
  boolean isRange() {
    return first > 0;
  }

  Claim until(Instant renewed) {
    return new Claim(issue, first, last, readers, nothing, renewed);
  }
}
