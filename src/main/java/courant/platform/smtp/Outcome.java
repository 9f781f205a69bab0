package courant.platform.smtp;

import java.time.Duration;

/** What the far side said about one message. Never an exception. */
public sealed interface Outcome {
  /** The server has taken responsibility for the message. */
  record Delivered(String reply) implements Outcome {}

  /** Not now: try again no sooner than after the given time. */
  record Later(Duration after, String why) implements Outcome {}

  /** Not ever: the server refused this recipient or this message for good. */
  record Gone(String why) implements Outcome {}
}
