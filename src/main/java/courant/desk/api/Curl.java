package courant.desk.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How an operation is asked for from a shell, with the token in {@code $TOKEN}. */
final class Curl {
  private static final Pattern PART = Pattern.compile(":([a-z]+)");

  private Curl() {}

  /**
   * @param server address of {@code /api/v1}
   */
  static String line(Operation operation, String server) {
    String path =
        PART.matcher(operation.path())
            .replaceAll(part -> Matcher.quoteReplacement(Examples.part(operation, part.group(1))));
    Optional<String> sent = Examples.sent(operation).map(json -> json.encodePrettily());
    List<String> parts = new ArrayList<>();
    parts.add("curl " + server + path);
    if (!operation
        .method()
        .equals(sent.isPresent() || operation.mostBytes() > 0 ? "POST" : "GET")) {
      parts.add("-X " + operation.method());
    }
    parts.add("-H \"Authorization: Bearer $TOKEN\"");
    if (operation.match()) {
      parts.add("-H \"If-Match: *\"");
    }
    if (operation.mostBytes() > 0) {
      parts.add("-F file=@harbour.jpg");
    }
    sent.ifPresent(
        json -> {
          parts.add("-H \"Content-Type: application/json\"");
          parts.add("-d " + quoted(json));
        });
    return String.join(" \\\n  ", parts);
  }

  /** As a shell takes it, whatever is in it. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
