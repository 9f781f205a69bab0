package courant.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The network between a browser and a review: it can be cut, and mended. */
public final class Cable implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Cable.class.getName());

  private final ServerSocket near;
  private final int far;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean cut;

  /**
   * @param port of this machine where it ends
   */
  public Cable(int port) {
    far = port;
    try {
      near = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public String at(String path) {
    return "http://localhost:" + near.getLocalPort() + path;
  }

  /** From now on nothing gets through. */
  public void cut() {
    cut = true;
    hangUp();
  }

  public void mend() {
    cut = false;
  }

  private void hangUp() {
    sockets.forEach(Cable::close);
    sockets.clear();
  }

  private void accept() {
    try {
      while (true) {
        Socket here = near.accept();
        sockets.add(here);
        if (cut) {
          close(here);
        } else {
          Socket there = new Socket(InetAddress.getLoopbackAddress(), far);
          sockets.add(there);
          Thread.ofVirtual().start(() -> carry(here, there));
          Thread.ofVirtual().start(() -> carry(there, here));
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "cable closed", e);
    }
  }

  private static void carry(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "cable cut", e);
    } finally {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "already closed", e);
    }
  }

  @Override
  public void close() throws IOException {
    near.close();
    hangUp();
  }
}
