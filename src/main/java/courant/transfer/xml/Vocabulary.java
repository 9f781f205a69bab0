package courant.transfer.xml;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One name for each element, whatever a file calls it: WordPress has changed its namespaces' years
 * and schemes, tools rename prefixes, and many files do not declare them. Elements of WordPress and
 * of Dublin Core go by their local names, foreign ones keep their prefix.
 *
 * @param meanings what the file's own prefixes stand for
 */
public record Vocabulary(Map<String, String> meanings) {
  private static final Pattern DECLARATION =
      Pattern.compile("xmlns:([\\w.-]+)\\s*=\\s*[\"']([^\"']*)[\"']");
  private static final Map<String, String> USUAL =
      Map.of("wp", "wp", "dc", "dc", "content", "content", "excerpt", "excerpt");

  /** From the start tag of the file's root. */
  public static Vocabulary of(String head) {
    Map<String, String> meanings = new HashMap<>(USUAL);
    String tag = head.substring(0, head.indexOf('>') + 1);
    Matcher declarations = DECLARATION.matcher(tag);
    while (declarations.find()) {
      String meant = meaning(declarations.group(2));
      if (!meant.isEmpty()) {
        meanings.put(declarations.group(1), meant);
      }
    }
    return new Vocabulary(Map.copyOf(meanings));
  }

  private static String meaning(String namespace) {
    if (namespace.contains("modules/content")) {
      return "content";
    }
    if (namespace.contains("dc/elements")) {
      return "dc";
    }
    if (!namespace.contains("wordpress")) {
      return "";
    }
    return namespace.contains("excerpt") ? "excerpt" : "wp";
  }

  String name(String qualified) {
    int colon = qualified.indexOf(':');
    if (colon < 0) {
      return qualified;
    }
    String local = qualified.substring(colon + 1);
    return switch (meanings.getOrDefault(qualified.substring(0, colon), "")) {
      case "wp" -> local;
      case "dc" -> local.equals("creator") ? local : qualified;
      case "content" -> "content:" + local;
      case "excerpt" -> "excerpt:" + local;
      default -> qualified;
    };
  }
}
