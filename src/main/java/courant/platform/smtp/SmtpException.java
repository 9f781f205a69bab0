package courant.platform.smtp;

/** The relay cannot be used now; the message says why, for an operator. */
final class SmtpException extends Exception {
  private static final long serialVersionUID = 1L;

  SmtpException(String message, Throwable cause) {
    super(message, cause);
  }
}
