package courant.delivery.mail;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.search.FlagTerm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what comes back from a mailbox (IMAP). What a machine wrote is deleted once it is taken in;
 * what is for a person stays, marked as seen.
 */
final class ReturnMailbox {
  private static final Logger LOG = LoggerFactory.getLogger(ReturnMailbox.class);
  private static final int AT_ONCE = 200;
  private static final int LARGEST = 2_000_000;

  private final URI address;
  private final HearBack hearBack;
  private final ReentrantLock reading = new ReentrantLock();

  /**
   * @param address {@code imap://user:password@host:port/folder}, or {@code imaps} for encryption
   *     from the first byte
   */
  ReturnMailbox(URI address, HearBack hearBack) {
    this.address = address;
    this.hearBack = hearBack;
  }

  /** Reads on a thread of its own, unless one is at it; for a timer. */
  void readNow() {
    Thread.ofVirtual().name("imap").start(this::read);
  }

  private void read() {
    if (!reading.tryLock()) {
      return;
    }
    try (Store store = open()) {
      String path = address.getPath().replaceFirst("^/", "");
      Folder folder = store.getFolder(path.isEmpty() ? "INBOX" : path);
      folder.open(Folder.READ_WRITE);
      Message[] unseen = folder.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
      Stream.of(unseen).limit(AT_ONCE).takeWhile(_ -> folder.isOpen()).forEach(this::takeOrLeave);
      folder.close(true);
    } catch (MessagingException | RuntimeException e) {
      LOG.warn("the mailbox for returned mail could not be read; trying again: {}", e.toString());
    } finally {
      reading.unlock();
    }
  }

  /** One that cannot be taken in stays unseen for the next time, and keeps back none after it. */
  private void takeOrLeave(Message message) {
    try {
      take(message);
    } catch (MessagingException | IOException | RuntimeException e) {
      LOG.warn("a returned mail could not be taken in; trying again: {}", e.toString());
    }
  }

  private void take(Message message) throws MessagingException, IOException {
    if (message.getSize() < LARGEST) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      message.writeTo(bytes);
      boolean forPeople = hearBack.take(bytes.toByteArray(), "") instanceof IncomingMail.Other;
      message.setFlag(Flags.Flag.DELETED, !forPeople);
    }
    message.setFlag(Flags.Flag.SEEN, true);
  }

  private Store open() throws MessagingException {
    String scheme = address.getScheme();
    Properties properties = new Properties();
    for (String wait : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      properties.put("mail." + scheme + "." + wait, "30000");
    }
    // Fetching a message must not mark it as seen: it is not taken in yet.
    properties.put("mail." + scheme + ".peek", "true");
    boolean loopback = address.getHost().matches("localhost|127\\..*");
    properties.put("mail.imap.starttls.enable", "true");
    properties.put("mail.imap.starttls.required", String.valueOf(!loopback));
    properties.put("mail.imaps.ssl.checkserveridentity", "true");
    Store store = Session.getInstance(properties).getStore(scheme);
    String[] login = address.getRawUserInfo().split(":", 2);
    store.connect(
        address.getHost(), address.getPort(), decoded(login[0]), decoded(login[login.length - 1]));
    return store;
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
