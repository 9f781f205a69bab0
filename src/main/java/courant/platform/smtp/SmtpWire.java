package courant.platform.smtp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** The socket below a connection: opening, encryption, log-in, and waiting only so long. */
final class SmtpWire implements AutoCloseable {
  private final SmtpSettings settings;
  private final SSLSocketFactory tls;
  private final Patience patience;
  private volatile Socket socket = new Socket();
  private InputStream in = InputStream.nullInputStream();
  private OutputStream out = OutputStream.nullOutputStream();

  /**
   * What the server can do.
   *
   * @param largest the most bytes it takes for one message
   */
  record Abilities(boolean pipelining, boolean utf8, boolean size, long largest) {}

  SmtpWire(SmtpSettings settings, SSLSocketFactory tls) {
    this.settings = settings;
    this.tls = tls;
    this.patience = new Patience(settings.patience(), () -> socket.close());
  }

  /** Opens the session, as far as the first MAIL. */
  Abilities greet() throws SmtpException {
    try {
      patience.begin();
      Reply hello = connect();
      if (settings.tls() != SmtpSettings.Tls.IMPLICIT) {
        hello = upgrade(hello);
      }
      logIn(hello);
      return abilities(hello);
    } catch (IOException | RuntimeException e) {
      close();
      throw new SmtpException(reason(e), e);
    }
  }

  private Reply connect() throws IOException {
    int millis = Math.toIntExact(Math.min(settings.patience().toMillis(), Integer.MAX_VALUE));
    socket.connect(new InetSocketAddress(settings.host(), settings.port()), millis);
    socket.setTcpNoDelay(true);
    if (settings.tls() == SmtpSettings.Tls.IMPLICIT) {
      encrypt();
    }
    open(socket);
    expect(read());
    return hello();
  }

  private Reply hello() throws IOException {
    Reply hello = ask("EHLO " + settings.helo());
    return hello.good() ? hello : expect(ask("HELO " + settings.helo()));
  }

  private Reply upgrade(Reply hello) throws IOException {
    if (hello.extension("STARTTLS") == null) {
      if (settings.tls() == SmtpSettings.Tls.REQUIRED) {
        throw new IOException("the relay offers no encryption");
      }
      return hello;
    }
    expect(ask("STARTTLS"));
    if (in.available() > 0) {
      throw new IOException("the relay went on in the clear after STARTTLS");
    }
    encrypt();
    open(socket);
    return hello();
  }

  private void encrypt() throws IOException {
    SSLSocket encrypted =
        (SSLSocket) tls.createSocket(socket, settings.host(), settings.port(), true);
    SSLParameters parameters = encrypted.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    encrypted.setSSLParameters(parameters);
    socket = encrypted;
    encrypted.startHandshake();
  }

  private void open(Socket socket) throws IOException {
    in = new BufferedInputStream(socket.getInputStream(), 4_096);
    out = socket.getOutputStream();
  }

  private void logIn(Reply hello) throws IOException {
    if (settings.login().isEmpty()) {
      return;
    }
    SmtpSettings.Login login = settings.login().get();
    String offered = " " + hello.extension("AUTH") + " ";
    if (offered.toUpperCase(Locale.ROOT).contains(" PLAIN ")) {
      expect(ask("AUTH PLAIN " + base64("\0" + login.user() + "\0" + login.password())));
    } else {
      expect(ask("AUTH LOGIN"), 334);
      expect(ask(base64(login.user())), 334);
      expect(ask(base64(login.password())));
    }
  }

  private static Abilities abilities(Reply hello) {
    String size = hello.extension("SIZE");
    long largest =
        size != null && size.matches("[1-9]\\d{0,17}") ? Long.parseLong(size) : Long.MAX_VALUE;
    return new Abilities(
        hello.extension("PIPELINING") != null,
        hello.extension("SMTPUTF8") != null,
        size != null,
        largest);
  }

  private static Reply expect(Reply reply) throws IOException {
    return expect(reply, reply.good() ? reply.code() : 250);
  }

  private static Reply expect(Reply reply, int code) throws IOException {
    if (reply.code() != code) {
      throw new IOException("the relay refuses: " + reply);
    }
    return reply;
  }

  /** Writes bytes as they are, in one piece. */
  void write(byte[] bytes) throws IOException {
    patience.begin();
    out.write(bytes);
    out.flush();
  }

  Reply read() throws IOException {
    patience.begin();
    Reply reply = Reply.read(in);
    patience.rest();
    return reply;
  }

  Reply ask(String command) throws IOException {
    write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return read();
  }

  /** What went wrong, in words. */
  String reason(Exception e) {
    if (patience.lost()) {
      return "the relay took longer than " + settings.patience().toMillis() + " ms";
    }
    String said = String.valueOf(e.getMessage());
    return e.getClass() == IOException.class ? said : e.getClass().getSimpleName() + ": " + said;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    patience.close();
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }
}
