package courant.platform.config;

import java.util.List;
import java.util.Locale;

/**
 * One thing an operator may set: as an option {@code --name}, as the environment variable {@code
 * COURANT_NAME}, or as {@code name} in {@code courant.properties}; the first of these that is there
 * counts.
 *
 * @param name lower-case words joined by hyphens
 * @param fallback what holds when nothing is set; empty if that means "none"
 * @param secret whether its value must never be printed
 */
public record Setting(String name, String fallback, boolean secret, String description) {
  public static final Setting DATA =
      of("data", "data", "folder that holds everything Courant keeps");
  public static final Setting PORT =
      of("port", "", "port to listen on; 0 picks a free one; empty: 8080, or 443 with https");
  public static final Setting HOST =
      of("host", "", "address to listen on; empty: 127.0.0.1, or with https every one");
  public static final Setting URL =
      of(
          "url",
          "",
          "public address of the review, such as https://review.example; empty: http://localhost and the port");
  public static final Setting HTTPS =
      secret(
          "https",
          "who makes certificates, so that https needs no proxy: letsencrypt, letsencrypt-staging or an ACME directory, https://ID:SECRET@host/path where it knows its customers; to name one is to agree to its terms; empty: nobody");
  public static final Setting HTTPS_CONTACT =
      of("https-contact", "", "mail address that they may write to; empty: none");
  public static final Setting HTTP_PORT =
      of(
          "http-port",
          "80",
          "with https: port that proves the name to them and leads plain http on");
  public static final Setting DATABASE =
      new Setting(
          "database",
          "sqlite:",
          true,
          "sqlite: (a file in the data folder) or postgresql://user:password@host:port/name");
  public static final Setting FOLLOWS =
      of(
          "follows",
          "",
          "megabytes of memory for who follows what; what finds no room is read from the database when a story needs it; empty: all of it has room");
  public static final Setting SMTP =
      secret(
          "smtp",
          "relay that mail is handed to, smtp://user:password@host:port; empty: mail stays in the outbox at the desk");
  public static final Setting MAIL_FROM =
      of(
          "mail-from",
          "",
          "address newsletters come from; empty: newsletter@ the public address's host");
  public static final Setting MAIL_RETURN =
      of(
          "mail-return",
          "",
          "mailbox to which mail comes back, as name+anything@host; empty: bounce@ the public address's host");
  public static final Setting MAIL_IN =
      secret(
          "mail-in",
          "where mail that came back is heard: lmtp://127.0.0.1:2424 to listen there, or imaps://user:password@host/folder to look there; empty: nowhere");
  public static final Setting MAIL_RATE =
      of(
          "mail-rate",
          "",
          "most messages a minute to one destination, such as gmail.com=600,*=1200; empty: no limit");
  public static final Setting MAIL_AT_ONCE =
      of("mail-at-once", "5", "messages on their way to one destination at the same time");
  public static final Setting MAIL_PICTURES =
      of(
          "mail-pictures",
          "linked",
          "linked: newsletters show the lead picture from its address; attached: it travels with them");
  public static final Setting MEDIA =
      secret(
          "media",
          "store of pictures, s3://KEY:SECRET@host/bucket?region=REGION; empty: media in the data folder");
  public static final Setting KEY_FILE =
      of(
          "key-file",
          "",
          "file that holds the key to addresses; empty: courant.key in the data folder");
  public static final Setting ALLOW_PRIVATE =
      of(
          "allow-private",
          "",
          "single private addresses, host:port and commas, that outgoing requests may reach");
  public static final Setting MANAGEMENT_PORT =
      of(
          "management-port",
          "",
          "port of 127.0.0.1, or host:port, for /health/live, /health/ready and /metrics; empty: none");
  public static final Setting LOG =
      of("log", "text", "text: a line an event, for people; json: an object a line, for programs");
  public static final Setting REPLIES_PER_NETWORK =
      of("replies-per-network", "20", "replies taken from one network in ten minutes");
  public static final Setting REPLIES_CLOSE_AFTER =
      of(
          "replies-close-after",
          "0",
          "days after which a story takes no more replies; 0: it always does");
  public static final Setting FEDIVERSE =
      of(
          "fediverse",
          "",
          "on or off: whether the review can be followed from the fediverse; empty: where the public address is https and not localhost");
  public static final Setting POLL_SHORTEST =
      of("poll-shortest", "5", "minutes between two fetches of a partner's feed, at the least");
  public static final Setting POLL_PATIENCE =
      of("poll-patience", "30", "seconds until a partner's whole feed has to be there");
  public static final Setting WIRES =
      of(
          "wires",
          "",
          "folder with a folder for each partner whose files are dropped; empty: wires in the data folder");
  public static final Setting SAMPLE =
      of("sample", "true", "load the sample review into an empty database");

  /** All there are, in the order in which help lists them. */
  public static final List<Setting> ALL =
      List.of(
          DATA,
          PORT,
          HOST,
          URL,
          HTTPS,
          HTTPS_CONTACT,
          HTTP_PORT,
          DATABASE,
          FOLLOWS,
          SMTP,
          MAIL_FROM,
          MAIL_RETURN,
          MAIL_IN,
          MAIL_RATE,
          MAIL_AT_ONCE,
          MAIL_PICTURES,
          MEDIA,
          KEY_FILE,
          ALLOW_PRIVATE,
          MANAGEMENT_PORT,
          LOG,
          REPLIES_PER_NETWORK,
          REPLIES_CLOSE_AFTER,
          FEDIVERSE,
          POLL_SHORTEST,
          POLL_PATIENCE,
          WIRES,
          SAMPLE);

  private static Setting of(String name, String fallback, String description) {
    return new Setting(name, fallback, false, description);
  }

  private static Setting secret(String name, String description) {
    return new Setting(name, "", true, description);
  }

  /** Its name in the environment. */
  public String variable() {
    return "COURANT_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
