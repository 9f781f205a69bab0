package courant.platform.db;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Sockets that notice within ten seconds when the far side is gone without a word: a connection
 * that waits for an answer, which nobody will give any more, would wait until its timeout. Named to
 * PostgreSQL's driver, which makes one; hence public.
 */
public final class WatchedSockets extends SocketFactory {
  private static final int SECONDS_IDLE = 5;
  private static final int SECONDS_BETWEEN = 1;
  private static final int TRIES = 5;

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new Socket();
    set(socket, ExtendedSocketOptions.TCP_KEEPIDLE, SECONDS_IDLE);
    set(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, SECONDS_BETWEEN);
    set(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, TRIES);
    return socket;
  }

  /** Where the system knows it. */
  private static void set(Socket socket, SocketOption<Integer> option, int value)
      throws IOException {
    if (socket.supportedOptions().contains(option)) {
      socket.setOption(option, value);
    }
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw notAsked();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw notAsked();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw notAsked();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw notAsked();
  }

  private static UnsupportedOperationException notAsked() {
    return new UnsupportedOperationException("the driver connects by itself");
  }
}
