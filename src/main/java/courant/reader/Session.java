package courant.reader;

import courant.platform.web.Device;
import java.time.Instant;

/**
 * One browser in which a reader is signed in.
 *
 * @param seen the last day it was used, about
 * @param agent what the browser said it is
 */
public record Session(long id, Instant began, Instant seen, String agent) {
  /** What the reader may know it by, such as {@code Firefox, Linux}. */
  public String device() {
    return new Device(agent).words();
  }
}
