package courant.torture;

import courant.support.Await;
import courant.support.SmtpSink;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;

/**
 * A mail server in the process, and so on the machine, that starts it: says its port, and a line
 * for each message: where it came from, and for whom it is. It ends when there is nothing more to
 * read from who started it, and nobody is in the midst of a message.
 */
final class OwnSink {
  private static final Duration LAST_MESSAGES = Duration.ofMinutes(1);

  private OwnSink() {}

  public static void main(String[] arguments) throws IOException {
    try (SmtpSink sink = SmtpSink.start(InetAddress.ofLiteral("0.0.0.0"))) {
      sink.keeping(mail -> System.out.println(mail.client().getHostAddress() + " " + mail.to()));
      System.out.println(sink.port());
      System.in.readAllBytes();
      Await.until(LAST_MESSAGES, () -> sink.open() == 0);
    } catch (AssertionError _) {
      return; // whoever still holds a connection is gone
    }
  }
}
