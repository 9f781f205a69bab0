package courant.syndication.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What our own mail server found out about who sent a message (RFC 8601), of one header field.
 *
 * @param checks one each, in lower case, without comments: {@code dkim=pass header.d=example.org}
 */
record AuthenticationResults(List<String> checks) {
  /** Whom each check is about. */
  private static final Map<String, List<String>> ABOUT =
      Map.of(
          "dmarc", List.of("header.from"),
          "dkim", List.of("header.d", "header.i"),
          "spf", List.of("smtp.mailfrom"));

  static AuthenticationResults of(String field) {
    return new AuthenticationResults(
        Arrays.stream(withoutComments(field.toLowerCase(Locale.ROOT)).split(";"))
            .map(String::strip)
            .toList());
  }

  /**
   * Quoted text keeps no signs of the grammar: what a stranger has put into their address there
   * must not read as a check.
   */
  private static String withoutComments(String field) {
    StringBuilder bare = new StringBuilder();
    boolean quoted = false;
    int depth = 0;
    for (int i = 0; i < field.length(); i++) {
      char at = field.charAt(i);
      if (at == '\\') {
        i++;
      } else if (at == '"') {
        quoted = !quoted;
      } else if (!quoted && at == '(') {
        depth++;
      } else if (!quoted && at == ')') {
        depth = Math.max(0, depth - 1);
      } else if (depth == 0) {
        bare.append(quoted && "; =".indexOf(at) >= 0 ? '_' : at);
      }
    }
    return bare.toString();
  }

  /**
   * Whether a check that passed is about the sender's own domain: anybody's own domain passes. A
   * domain also speaks for what is below it, and the other way round.
   */
  boolean vouchFor(String sender) {
    String domain = domain(sender);
    return checks.stream().noneMatch(check -> check.startsWith("dmarc=fail"))
        && checks.stream().anyMatch(check -> passed(check, domain));
  }

  private static boolean passed(String check, String domain) {
    List<String> words = List.of(check.split("\\s+"));
    return ABOUT.entrySet().stream()
        .filter(method -> words.getFirst().equals(method.getKey() + "=pass"))
        .flatMap(method -> method.getValue().stream())
        .flatMap(
            property ->
                words.stream()
                    .filter(word -> word.startsWith(property + "="))
                    .map(word -> domain(word.substring(property.length() + 1))))
        .anyMatch(found -> aligned(found, domain));
  }

  private static String domain(String address) {
    return address.substring(address.lastIndexOf('@') + 1);
  }

  private static boolean aligned(String one, String other) {
    return !one.isEmpty()
        && !other.isEmpty()
        && (one.equals(other) || one.endsWith("." + other) || other.endsWith("." + one));
  }
}
