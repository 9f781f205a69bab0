package courant.delivery.mail;

import courant.platform.config.Setting;
import courant.platform.config.Settings;
import java.net.URI;

/**
 * In whose name newsletters go out.
 *
 * @param from the address they come from
 * @param back the mailbox to which they come back
 */
public record Sender(String from, String back) {
  /** As the operator set it, or by the host of the public address. */
  public static Sender of(Settings settings, URI site) {
    String host = site.getHost();
    String from = settings.get(Setting.MAIL_FROM);
    String back = settings.get(Setting.MAIL_RETURN);
    return new Sender(
        from.isEmpty() ? "newsletter@" + host : from, back.isEmpty() ? "bounce@" + host : back);
  }

  /** The domain that signs, and names lists and messages. */
  String domain() {
    return from.substring(from.lastIndexOf('@') + 1);
  }

  /** The return path of one message (VERP): the mailbox's name, a plus, and the stamp. */
  String back(String stamp) {
    int at = back.lastIndexOf('@');
    return back.substring(0, at) + "+" + stamp + back.substring(at);
  }

  /** Where mail that asks to unsubscribe goes. */
  String leave(String stamp) {
    int at = back.lastIndexOf('@');
    return back.substring(0, at) + "+leave-" + stamp + back.substring(at);
  }
}
