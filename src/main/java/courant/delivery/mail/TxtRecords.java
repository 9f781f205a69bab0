package courant.delivery.mail;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.regex.Pattern;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/** What is published under a name in the DNS as text. */
@FunctionalInterface
public interface TxtRecords {
  /**
   * All texts under a name, each put together from its strings.
   *
   * @return empty if there are none
   * @throws NamingException if the DNS cannot be asked
   */
  List<String> under(String name) throws NamingException;

  /** Asks the resolver of this machine. */
  static TxtRecords ofResolver() {
    return TxtRecords::ask;
  }

  /** The DNS provider of JNDI hands out strings and bytes only; it reads no objects. */
  @SuppressWarnings("BanJNDI")
  private static List<String> ask(String name) throws NamingException {
    Hashtable<String, String> settings = new Hashtable<>();
    settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    settings.put("com.sun.jndi.dns.timeout.initial", "2000");
    settings.put("com.sun.jndi.dns.timeout.retries", "2");
    DirContext dns = new InitialDirContext(settings);
    try {
      Attribute texts = dns.getAttributes(name, new String[] {"TXT"}).get("TXT");
      List<String> found = new ArrayList<>();
      for (int i = 0; texts != null && i < texts.size(); i++) {
        found.add(joined(String.valueOf(texts.get(i))));
      }
      return found;
    } catch (NameNotFoundException _) {
      return List.of();
    } finally {
      dns.close();
    }
  }

  /** A long text comes as several strings in quotation marks. */
  private static String joined(String strings) {
    return Pattern.compile("\"\\s+\"").matcher(strings).replaceAll("").replace("\"", "");
  }
}
