package courant.platform.smtp;

/**
 * A message ready for the wire.
 *
 * @param envelope from whom and to whom
 * @param bytes fields and body with CR LF line ends, not yet dot-stuffed; not copied
 */
public record Letter(Envelope envelope, byte[] bytes) {
  /** The recipient's domain and the size; never the content. */
  @Override
  public String toString() {
    return "Letter[" + envelope + ", " + bytes.length + " bytes]";
  }
}
