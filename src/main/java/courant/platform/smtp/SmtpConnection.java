package courant.platform.smtp;

import courant.platform.smtp.Outcome.Delivered;
import courant.platform.smtp.Outcome.Gone;
import courant.platform.smtp.Outcome.Later;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One session with a relay (RFC 5321), used by one thread at a time. With PIPELINING (RFC 2920) the
 * envelope of the next message travels with the body of this one: one round trip a message.
 */
final class SmtpConnection implements AutoCloseable {
  private static final Duration SOON = Duration.ofMinutes(5);
  private static final Duration A_WHILE = Duration.ofMinutes(15);
  private static final byte[] END = bytes(".\r\n");
  private static final byte[] NOTHING = {};

  private final SmtpWire wire;
  private final SmtpWire.Abilities abilities;
  private boolean open = true;

  /**
   * Connects, encrypts and logs in.
   *
   * @throws SmtpException if the relay cannot be used now
   */
  SmtpConnection(SmtpSettings settings, SSLSocketFactory tls) throws SmtpException {
    this.wire = new SmtpWire(settings, tls);
    this.abilities = wire.greet();
  }

  /** Whether another message may follow on this connection. */
  boolean isOpen() {
    return open;
  }

  /** Asks the server whether it is still there, after a rest. */
  boolean answers() {
    try {
      open = open && wire.ask("RSET").good();
    } catch (IOException _) {
      open = false;
    }
    return open;
  }

  /**
   * Sends messages until they end or the connection does. Each one taken is told its outcome, also
   * those in flight when the connection breaks. While an outcome is being written down, the next
   * message is announced and the one after it made; its body waits.
   */
  void send(Letters letters, SmtpRelay.Outcomes outcomes) {
    Letter letter = next(letters, outcomes);
    Letter unsettled = null;
    boolean announced = false;
    while (letter != null && open) {
      Letter following = null;
      Outcome outcome;
      try {
        Optional<Outcome> refused = announce(letter, announced);
        following = refused.isEmpty() && abilities.pipelining() ? next(letters, outcomes) : null;
        announced = following != null;
        unsettled = settled(unsettled, outcomes);
        outcome = refused.isEmpty() ? handOver(letter, following) : refused.get();
      } catch (IOException e) {
        open = false;
        outcome = new Later(SOON, wire.reason(e));
      }
      settled(unsettled, outcomes);
      outcomes.told(letter, outcome);
      unsettled = letter;
      letter = following != null || !open ? following : next(letters, outcomes);
    }
    settled(unsettled, outcomes);
    if (letter != null) {
      tell(letter, new Later(SOON, "the connection ended before its turn"), outcomes);
    }
  }

  private static @Nullable Letter settled(@Nullable Letter letter, SmtpRelay.Outcomes outcomes) {
    if (letter != null) {
      outcomes.settle(letter);
    }
    return null;
  }

  private static void tell(Letter letter, Outcome outcome, SmtpRelay.Outcomes outcomes) {
    outcomes.told(letter, outcome);
    outcomes.settle(letter);
  }

  /** Where messages come from, one at a time, perhaps for several connections. */
  interface Letters {
    /** The next one, to be made by the taker; null if there are no more. */
    @Nullable Supplier<Letter> poll();
  }

  /** The next message this server can take at all. */
  private @Nullable Letter next(Letters letters, SmtpRelay.Outcomes outcomes) {
    for (Supplier<Letter> made = letters.poll(); made != null; made = letters.poll()) {
      Letter letter = made.get();
      if (letter.envelope().needsUtf8() && !abilities.utf8()) {
        tell(letter, new Gone("the relay takes no addresses beyond ASCII (SMTPUTF8)"), outcomes);
      } else if (letter.bytes().length > abilities.largest()) {
        tell(letter, new Gone("larger than the relay's limit of " + abilities.largest()), outcomes);
      } else {
        return letter;
      }
    }
    return null;
  }

  /** Says from whom and to whom; an outcome if the server does not want the body. */
  private Optional<Outcome> announce(Letter letter, boolean already) throws IOException {
    List<String> commands = commands(letter);
    if (abilities.pipelining() && !already) {
      wire.write(bytes(String.join("", commands)));
    }
    Optional<Outcome> refused = Optional.empty();
    Reply reply = new Reply(0, List.of());
    for (int i = 0; i < commands.size(); i++) {
      if (!abilities.pipelining()) {
        wire.write(bytes(commands.get(i)));
      }
      reply = hear();
      boolean wanted = i == 2 ? reply.code() == 354 : reply.good();
      if (!wanted && refused.isEmpty()) {
        refused = Optional.of(i == 0 ? notFromUs(reply) : verdict(reply));
      }
      if (!open || (refused.isPresent() && !abilities.pipelining())) {
        break;
      }
    }
    if (refused.isPresent() && open) {
      forget(reply);
    }
    return refused;
  }

  /** Ends a refused transaction; a server that went ahead to DATA is given an empty body. */
  private void forget(Reply last) throws IOException {
    if (last.code() == 354) {
      wire.write(END);
      hear();
    }
    open = open && wire.ask("RSET").good();
  }

  private Outcome handOver(Letter letter, @Nullable Letter following) throws IOException {
    byte[] body = stuffed(letter.bytes());
    byte[] after = following == null ? NOTHING : bytes(String.join("", commands(following)));
    byte[] all = Arrays.copyOf(body, body.length + END.length + after.length);
    System.arraycopy(END, 0, all, body.length, END.length);
    System.arraycopy(after, 0, all, body.length + END.length, after.length);
    wire.write(all);
    return verdict(hear());
  }

  private List<String> commands(Letter letter) {
    Envelope envelope = letter.envelope();
    return List.of(
        "MAIL FROM:<"
            + envelope.from()
            + ">"
            + (abilities.size() ? " SIZE=" + letter.bytes().length : "")
            + (envelope.needsUtf8() ? " BODY=8BITMIME SMTPUTF8" : "")
            + "\r\n",
        "RCPT TO:<" + envelope.to() + ">\r\n",
        "DATA\r\n");
  }

  /** Doubles a dot at the start of a line; makes sure that the last line ends (RFC 5321 4.5.2). */
  private static byte[] stuffed(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (text.endsWith("\r\n") && !text.startsWith(".") && !text.contains("\n.")) {
      return bytes; // always so with what we composed ourselves
    }
    String stuffed = text.replaceAll("(?md)^\\.", "..");
    return (stuffed.endsWith("\r\n") ? stuffed : stuffed + "\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private Reply hear() throws IOException {
    Reply reply = wire.read();
    open = open && reply.code() != 421;
    return reply;
  }

  private static Outcome verdict(Reply reply) {
    if (reply.good()) {
      return new Delivered(reply.toString());
    }
    return reply.permanent()
        ? new Gone(reply.toString())
        : new Later(reply.code() == 421 ? SOON : A_WHILE, reply.toString());
  }

  /** A server that refuses our sender says nothing about the recipient. */
  private static Outcome notFromUs(Reply reply) {
    return new Later(A_WHILE, reply.toString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    open = false;
    wire.close();
  }
}
