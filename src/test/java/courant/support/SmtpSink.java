package courant.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A real SMTP server, on loopback unless told otherwise, that keeps what it is sent, and misbehaves
 * where a test asks for it: {@code sink.on("RCPT", SmtpSink.say("550 5.1.1 no such user"))}.
 *
 * <p>Steps are {@code GREETING}, the verbs, and {@code END} for the end of a message's data.
 */
public final class SmtpSink implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SmtpSink.class.getName());

  /**
   * A message as received: paths without brackets, bytes with dots unstuffed.
   *
   * @param client the address of the machine it came from
   */
  public record Mail(InetAddress client, String from, String to, byte[] bytes) {
    public String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** How to behave at a step, instead of well. */
  @FunctionalInterface
  public interface Behaviour {
    void answer(Session session) throws IOException;
  }

  private final ServerSocket server;
  private final Map<String, Queue<Behaviour>> once = new ConcurrentHashMap<>();
  private final Map<String, Behaviour> always = new ConcurrentHashMap<>();
  private final List<Mail> mails = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private volatile Consumer<Mail> keeper = mails::add;
  private volatile List<String> extensions =
      List.of("PIPELINING", "8BITMIME", "SMTPUTF8", "SIZE 1000000");
  private volatile SSLContext tls;
  private volatile boolean implicitTls;

  private SmtpSink(InetAddress address) throws IOException {
    server = new ServerSocket(0, 50, address);
  }

  public static SmtpSink start() {
    return start(InetAddress.getLoopbackAddress());
  }

  /** At an address of this machine; at all of them if it is {@code 0.0.0.0}. */
  public static SmtpSink start(InetAddress address) {
    try {
      SmtpSink sink = new SmtpSink(address);
      Thread.ofVirtual().start(sink::accept);
      return sink;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers a step with these lines. */
  public static Behaviour say(String reply) {
    return session -> session.write(reply + "\r\n");
  }

  /** Never answers. */
  public static Behaviour stall() {
    return session -> session.in.readAllBytes();
  }

  /** Hangs up. */
  public static Behaviour drop() {
    return session -> session.socket.close();
  }

  /** Talks without end, never completing a line or a reply. */
  public static Behaviour babble(String piece) {
    return session -> {
      while (!session.socket.isClosed()) {
        session.write(piece);
      }
    };
  }

  /** Behaves so at a step, every time. */
  public SmtpSink on(String step, Behaviour behaviour) {
    always.put(step, behaviour);
    return this;
  }

  /** Behaves so at a step the next time only. */
  public SmtpSink once(String step, Behaviour behaviour) {
    once.computeIfAbsent(step, _ -> new ConcurrentLinkedQueue<>()).add(behaviour);
    return this;
  }

  public SmtpSink offering(String... keywords) {
    extensions = List.of(keywords);
    return this;
  }

  /** Speaks TLS with this context, from the first byte or after STARTTLS. */
  public SmtpSink tls(SSLContext context, boolean implicit) {
    tls = context;
    implicitTls = implicit;
    return this;
  }

  /** What to do with each message instead of keeping it in memory. */
  public SmtpSink keeping(Consumer<Mail> consumer) {
    keeper = consumer;
    return this;
  }

  public int port() {
    return server.getLocalPort();
  }

  public List<Mail> mails() {
    return List.copyOf(mails);
  }

  /** Every command line seen, of all connections. */
  public List<String> commands() {
    return List.copyOf(commands);
  }

  public int connections() {
    return connections.get();
  }

  /** How many connections are open now. */
  public int open() {
    return open.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "sink closed", e);
    }
  }

  private void serve(Socket socket) {
    open.incrementAndGet();
    try (socket) {
      Session session = new Session(socket);
      if (implicitTls) {
        session.encrypt();
      }
      session.run();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "connection ended", e);
    } finally {
      open.decrementAndGet();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** One connection. */
  public final class Session {
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private String from = "";
    private String to = "";

    Session(Socket socket) throws IOException {
      use(socket);
    }

    private void use(Socket next) throws IOException {
      socket = next;
      in = new BufferedInputStream(next.getInputStream(), 1 << 16);
      out = next.getOutputStream();
    }

    void write(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void encrypt() throws IOException {
      SSLSocket encrypted =
          (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
      encrypted.setUseClientMode(false);
      use(encrypted);
    }

    void run() throws IOException {
      step("GREETING", "220 sink ESMTP");
      for (String line = line(); ; line = line()) {
        commands.add(line);
        String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
        switch (verb) {
          case "EHLO" -> step(verb, hello());
          case "STARTTLS" -> {
            step(verb, "220 go ahead");
            encrypt();
          }
          case "MAIL" -> {
            from = path(line);
            step(verb, "250 2.1.0 ok");
          }
          case "RCPT" -> {
            to = path(line);
            step(verb, "250 2.1.5 ok");
          }
          case "DATA" -> {
            if (step(verb, "354 go on")) {
              keeper.accept(new Mail(socket.getInetAddress(), from, to, data()));
              step("END", "250 2.0.0 kept");
            }
          }
          case "AUTH" -> step(verb, "235 2.7.0 welcome");
          case "QUIT" -> {
            step(verb, "221 bye");
            return;
          }
          default -> step(verb, "250 2.0.0 ok");
        }
      }
    }

    /** Behaves as asked or well; whether it was well. */
    private boolean step(String name, String reply) throws IOException {
      Queue<Behaviour> next = once.get(name);
      Behaviour asked = next == null ? null : next.poll();
      Behaviour behaviour = asked == null ? always.get(name) : asked;
      if (behaviour == null) {
        write(reply + "\r\n");
      } else {
        behaviour.answer(this);
      }
      return behaviour == null;
    }

    private String hello() {
      List<String> lines = new ArrayList<>(List.of("sink"));
      lines.addAll(extensions);
      StringBuilder reply = new StringBuilder();
      for (int i = 0; i < lines.size(); i++) {
        reply
            .append(i == lines.size() - 1 ? "250 " : "250-")
            .append(lines.get(i))
            .append(i == lines.size() - 1 ? "" : "\r\n");
      }
      return reply.toString();
    }

    private byte[] data() throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 15);
      for (byte[] line = rawLine(); !(line.length == 3 && line[0] == '.'); line = rawLine()) {
        int stuffed = line[0] == '.' ? 1 : 0;
        bytes.write(line, stuffed, line.length - stuffed);
      }
      return bytes.toByteArray();
    }

    private String line() throws IOException {
      return new String(rawLine(), StandardCharsets.UTF_8).stripTrailing();
    }

    private byte[] rawLine() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream(128);
      for (int c = in.read(); c >= 0; c = in.read()) {
        line.write(c);
        if (c == '\n') {
          return line.toByteArray();
        }
      }
      throw new EOFException("the client went away");
    }

    private static String path(String line) {
      return line.substring(line.indexOf('<') + 1, line.lastIndexOf('>'));
    }
  }
}
