package courant.platform.webpush;

import java.time.Duration;

/** What a push service said about one message. Never an exception. */
public sealed interface Outcome {
  /** The service has taken responsibility for the message. */
  record Delivered() implements Outcome {}

  /** Not now: try again no sooner than after the given time. */
  record Later(Duration after, String why) implements Outcome {}

  /** The subscription is no more. */
  record Gone(String why) implements Outcome {}

  /** Not this message, for good; the subscription may be all right. */
  record Refused(String why) implements Outcome {}
}
