package courant.delivery.fediverse;

import courant.platform.signature.Claim;
import java.util.Locale;

/** Why something that was sent to us was not taken. */
enum Refusal {
  UNSIGNED(401),
  MALFORMED(400),
  ALGORITHM(401),
  UNCOVERED(401),
  STALE(401),
  HOST(401),
  DIGEST(401),
  /** More bytes than anything has. */
  LARGE(413),
  /** No JSON, or too deep, or without what every activity has. */
  JSON(400),
  /** The key it names is on an address where we do not go. */
  PRIVATE(401),
  /** The key it names cannot be had. */
  KEY(401),
  /** The key it names belongs to somebody who does not say so, or leads to ever further keys. */
  OWNER(401),
  /** The key it names did not sign it. */
  FORGED(401),
  /** Signed by one, and said in the name of another. */
  IMPOSTOR(403),
  /** From a server the desk wants nothing from. */
  BLOCKED(403),
  /** Heard before; told so, since it is no fault of who sends again. */
  REPLAY(202),
  /** So many at once that keys cannot be looked up. */
  BUSY(503);

  /** What the sender is told. */
  final int status;

  Refusal(int status) {
    this.status = status;
  }

  static Refusal of(Claim.Flaw flaw) {
    return switch (flaw) {
      case UNSIGNED -> UNSIGNED;
      case MALFORMED -> MALFORMED;
      case ALGORITHM -> ALGORITHM;
      case UNCOVERED -> UNCOVERED;
      case STALE -> STALE;
      case HOST -> HOST;
      case DIGEST -> DIGEST;
    };
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
