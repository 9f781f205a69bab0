package courant.platform.signature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * RFC 9421, the part of it that ActivityPub servers send: one signature by RSA, over derived
 * components and plain fields without parameters. Whatever else it could be is unfit.
 */
final class MessageSignature {
  /** {@code label=("@method" "date");created=1;keyid="…"}, and nothing behind it. */
  private static final Pattern INPUT =
      Pattern.compile(
          "\\s*([a-z*][a-z0-9_.*-]*)=(\\(([^()]*)\\)((?:;[a-z*][a-z0-9_.*-]*=(?:\"[^\"\\\\]*\"|[0-9]+))*))\\s*");

  private static final Pattern COMPONENT = Pattern.compile("\\G\\s*\"([@a-z0-9_.-]+)\"(?=\\s|$)");
  private static final Pattern PARAMETER =
      Pattern.compile(";([a-z*][a-z0-9_.*-]*)=(?:\"([^\"\\\\]*)\"|([0-9]+))");

  private MessageSignature() {}

  static Claim read(Sent sent, String input, String signature, ReadSignature.Stale times) {
    Matcher matcher = INPUT.matcher(input);
    if (input.length() > ReadSignature.LONGEST || !matcher.matches()) {
      return new Claim.Unfit(Claim.Flaw.MALFORMED);
    }
    Optional<List<String>> covered = components(matcher.group(3));
    Map<String, String> parameters = parameters(matcher.group(4));
    String key = parameters.getOrDefault("keyid", "");
    Optional<byte[]> bytes = signature(signature, matcher.group(1));
    if (covered.isEmpty() || key.isEmpty() || bytes.isEmpty()) {
      return new Claim.Unfit(Claim.Flaw.MALFORMED);
    }
    Optional<Claim.Flaw> flaw = flaw(sent, covered.get(), parameters, times);
    if (flaw.isPresent()) {
      return new Claim.Unfit(flaw.get());
    }
    return base(sent, covered.get(), matcher.group(2))
        .<Claim>map(base -> new Claim.Signed(key, base, bytes.get()))
        .orElseGet(() -> new Claim.Unfit(Claim.Flaw.UNCOVERED));
  }

  private static Optional<List<String>> components(String list) {
    List<String> names = new ArrayList<>();
    Matcher matcher = COMPONENT.matcher(list);
    int end = 0;
    while (matcher.find()) {
      if (names.contains(matcher.group(1))) {
        return Optional.empty();
      }
      names.add(matcher.group(1));
      end = matcher.end();
    }
    return list.substring(end).isBlank() ? Optional.of(names) : Optional.empty();
  }

  private static Map<String, String> parameters(String text) {
    Map<String, String> parameters = new HashMap<>();
    Matcher matcher = PARAMETER.matcher(text);
    while (matcher.find()) {
      String quoted = matcher.group(2);
      parameters.putIfAbsent(matcher.group(1), quoted == null ? matcher.group(3) : quoted);
    }
    return parameters;
  }

  private static Optional<byte[]> signature(String header, String label) {
    Matcher matcher =
        Pattern.compile("(?:^|,)\\s*" + Pattern.quote(label) + "=:([A-Za-z0-9+/=]+):\\s*(?:,|$)")
            .matcher(header);
    return matcher.find() ? Digests.base64(matcher.group(1)) : Optional.empty();
  }

  private static Optional<Claim.Flaw> flaw(
      Sent sent, List<String> covered, Map<String, String> parameters, ReadSignature.Stale times) {
    Optional<Instant> made =
        Optional.ofNullable(parameters.get("created")).flatMap(ReadSignature::seconds);
    boolean target =
        covered.contains("@target-uri")
            || covered.contains("@authority")
                && (covered.contains("@request-target") || covered.contains("@path"));
    boolean body = !sent.method().equals("POST") || covered.contains("content-digest");
    if (!parameters.getOrDefault("alg", "rsa-v1_5-sha256").equals("rsa-v1_5-sha256")) {
      return Optional.of(Claim.Flaw.ALGORITHM);
    }
    if (made.isEmpty() || !covered.contains("@method") || !target || !body) {
      return Optional.of(Claim.Flaw.UNCOVERED);
    }
    Optional<Instant> expires =
        Optional.ofNullable(parameters.get("expires")).flatMap(ReadSignature::seconds);
    if (times.stale(made.get(), expires)) {
      return Optional.of(Claim.Flaw.STALE);
    }
    if (!sent.field("host").orElse("").equalsIgnoreCase(Sent.authority(sent.site()))) {
      return Optional.of(Claim.Flaw.HOST);
    }
    return sent.method().equals("POST")
            && !Digests.contentDigestHolds(sent.field("content-digest").orElse(""), sent.body())
        ? Optional.of(Claim.Flaw.DIGEST)
        : Optional.empty();
  }

  /** RFC 9421, 2.5. */
  private static Optional<byte[]> base(Sent sent, List<String> covered, String parameters) {
    StringBuilder base = new StringBuilder();
    for (String name : covered) {
      Optional<String> value = component(sent, name);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      base.append('"').append(name).append("\": ").append(value.get().strip()).append('\n');
    }
    base.append("\"@signature-params\": ").append(parameters);
    return Optional.of(base.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> component(Sent sent, String name) {
    int query = sent.target().indexOf('?');
    return switch (name) {
      case "@method" -> Optional.of(sent.method());
      case "@target-uri" -> Optional.of(sent.site() + sent.target());
      case "@authority" -> Optional.of(Sent.authority(sent.site()).toLowerCase(Locale.ROOT));
      case "@scheme" -> Optional.of(sent.site().getScheme());
      case "@request-target" -> Optional.of(sent.target());
      case "@path" -> Optional.of(query < 0 ? sent.target() : sent.target().substring(0, query));
      case "@query" -> Optional.of(query < 0 ? "?" : sent.target().substring(query));
      default -> name.startsWith("@") ? Optional.empty() : sent.field(name);
    };
  }
}
