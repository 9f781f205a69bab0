package courant.delivery.mail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a local mail server hand over what comes back (LMTP, RFC 2033), and what others await. Only
 * addresses that are known are taken, so nobody can make us answer to strangers.
 */
final class LmtpListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LmtpListener.class);
  private static final int CONNECTIONS = 20;
  private static final int LONGEST_LINE = 4_096;
  private static final int LARGEST = 20 << 20;
  private static final int LARGEST_RETURNED = 2_000_000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern PATH = Pattern.compile("(?i)RCPT TO: ?<([^<>\\s]*)>.*");

  private final HearBack hearBack;
  private final OtherMail other;
  private final ServerSocket server;
  private final Semaphore free = new Semaphore(CONNECTIONS);

  /** Listens until it is closed. */
  LmtpListener(InetSocketAddress address, HearBack hearBack, OtherMail other) {
    this.hearBack = hearBack;
    this.other = other;
    try {
      server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(address);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen for returned mail at " + address, e);
    }
    Thread.ofVirtual().name("lmtp").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        free.acquireUninterruptibly();
        Socket socket = server.accept();
        Thread.ofVirtual().name("lmtp-session").start(() -> serve(socket));
      } catch (IOException e) {
        free.release();
        if (!server.isClosed()) {
          LOG.warn("a connection for returned mail failed: {}", e.getMessage());
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      new Session(socket).run();
    } catch (IOException e) {
      LOG.debug("a connection for returned mail ended", e);
    } finally {
      free.release();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One conversation. */
  private final class Session {
    private final InputStream in;
    private final OutputStream out;
    private final List<String> recipients = new ArrayList<>();
    private boolean from;

    private Session(Socket socket) throws IOException {
      in = new BufferedInputStream(socket.getInputStream());
      out = socket.getOutputStream();
    }

    private void run() throws IOException {
      say("220 LMTP");
      for (String line = line(); line != null; line = line()) {
        String verb = line.strip().toUpperCase(Locale.ROOT).split("[ :]", 2)[0];
        switch (verb) {
          case "LHLO" ->
              say("250-courant\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE " + LARGEST);
          case "MAIL" -> begin();
          case "RCPT" -> recipient(line);
          case "DATA" -> data();
          case "RSET" -> {
            reset();
            say("250 2.0.0 as you were");
          }
          case "NOOP" -> say("250 2.0.0 still here");
          case "QUIT" -> {
            say("221 2.0.0 bye");
            return;
          }
          default -> say("500 5.5.1 not known here");
        }
      }
    }

    private void begin() throws IOException {
      reset();
      from = true;
      say("250 2.1.0 go on");
    }

    private void reset() {
      recipients.clear();
      from = false;
    }

    private void recipient(String line) throws IOException {
      Matcher path = PATH.matcher(line);
      if (!from) {
        say("503 5.5.1 from whom?");
      } else if (path.matches() && awaits(path.group(1)) && recipients.size() < 100) {
        recipients.add(path.group(1));
        say("250 2.1.5 taken");
      } else {
        say("550 5.1.1 nothing went out from there");
      }
    }

    private void data() throws IOException {
      if (recipients.isEmpty()) {
        say("503 5.5.1 to whom?");
        return;
      }
      say("354 go ahead");
      byte[] message = message();
      for (String recipient : recipients) {
        say(taken(message, recipient));
      }
      reset();
    }

    private boolean awaits(String address) {
      return hearBack.awaits(address) || other.awaits(address);
    }

    /** What cannot be kept now has to come again. */
    private String taken(byte[] message, String recipient) {
      boolean returned = hearBack.awaits(recipient);
      if (message.length > (returned ? LARGEST_RETURNED : LARGEST)) {
        return "552 5.3.4 too large";
      }
      try {
        if (!returned) {
          String refused = other.take(message, recipient);
          return refused.isEmpty() ? "250 2.0.0 taken" : "550 5.7.1 " + refused;
        }
        return "250 2.0.0 " + hearBack.take(message, recipient).kind();
      } catch (RuntimeException e) {
        LOG.error("returned mail could not be taken in", e);
        return "451 4.3.0 not now";
      }
    }

    /** The message without its dots; of one that is too large, only that it is. */
    private byte[] message() throws IOException {
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      while (true) {
        byte[] line = bytes();
        if (line == null) {
          throw new IOException("the message does not end");
        }
        if (line.length == 1 && line[0] == '.') {
          return message.toByteArray();
        }
        if (message.size() <= LARGEST) {
          int dots = line.length > 0 && line[0] == '.' ? 1 : 0;
          message.write(line, dots, line.length - dots);
          message.write('\r');
          message.write('\n');
        }
      }
    }

    private @Nullable String line() throws IOException {
      byte[] line = bytes();
      return line == null ? null : new String(line, StandardCharsets.UTF_8);
    }

    /** Up to the end of a line; what is longer comes in pieces. */
    private byte @Nullable [] bytes() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c == '\n' || line.size() == LONGEST_LINE) {
          return line.toByteArray();
        }
        if (c != '\r') {
          line.write(c);
        }
      }
      return null;
    }

    private void say(String reply) throws IOException {
      out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
  }
}
