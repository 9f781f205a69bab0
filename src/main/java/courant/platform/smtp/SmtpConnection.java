package courant.platform.smtp;

import courant.platform.smtp.Outcome.Delivered;
import courant.platform.smtp.Outcome.Gone;
import courant.platform.smtp.Outcome.Later;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
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
   * those in flight when the connection breaks.
   */
  void send(Letters letters, BiConsumer<Letter, Outcome> told) {
    Letter letter = next(letters, told);
    boolean announced = false;
    while (letter != null && open) {
      Letter following = null;
      Outcome outcome;
      try {
        Optional<Outcome> refused = announce(letter, announced);
        announced = false;
        if (refused.isEmpty()) {
          following = abilities.pipelining() ? next(letters, told) : null;
          announced = following != null;
          outcome = handOver(letter, following);
        } else {
          outcome = refused.get();
        }
      } catch (IOException e) {
        open = false;
        outcome = new Later(SOON, wire.reason(e));
      }
      told.accept(letter, outcome);
      letter = following != null || !open ? following : next(letters, told);
    }
    if (letter != null) {
      told.accept(letter, new Later(SOON, "the connection ended before its turn"));
    }
  }

  /** Where messages come from, one at a time, perhaps for several connections. */
  interface Letters {
    /** The next one, to be made by the taker; null if there are no more. */
    @Nullable Supplier<Letter> poll();
  }

  /** The next message this server can take at all. */
  private @Nullable Letter next(Letters letters, BiConsumer<Letter, Outcome> told) {
    for (Supplier<Letter> made = letters.poll(); made != null; made = letters.poll()) {
      Letter letter = made.get();
      if (letter.envelope().needsUtf8() && !abilities.utf8()) {
        told.accept(letter, new Gone("the relay takes no addresses beyond ASCII (SMTPUTF8)"));
      } else if (letter.bytes().length > abilities.largest()) {
        told.accept(letter, new Gone("larger than the relay's limit of " + abilities.largest()));
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
    ByteArrayOutputStream out = new ByteArrayOutputStream(letter.bytes().length + 512);
    stuff(letter.bytes(), out);
    out.writeBytes(END);
    if (following != null) {
      out.writeBytes(bytes(String.join("", commands(following))));
    }
    wire.write(out.toByteArray());
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
  private static void stuff(byte[] bytes, ByteArrayOutputStream out) {
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '.' && (i == 0 || bytes[i - 1] == '\n')) {
        out.write(bytes, from, i - from);
        out.write('.');
        from = i;
      }
    }
    out.write(bytes, from, bytes.length - from);
    if (bytes.length < 2 || bytes[bytes.length - 2] != '\r' || bytes[bytes.length - 1] != '\n') {
      out.write('\r');
      out.write('\n');
    }
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
