package courant.delivery.mail;

/** Takes mail that is about no message of ours, at addresses of its own. */
public interface OtherMail {
  /** Whether an address is one of its own. */
  boolean awaits(String address);

  /**
   * Takes one message.
   *
   * @return why it was refused, in a few English words for whoever sent it; empty if it was taken
   */
  String take(byte[] message, String address);
}
