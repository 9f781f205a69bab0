package courant.platform.signature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** draft-cavage-http-signatures-12, as ActivityPub servers use it. */
final class CavageSignature {
  static final String TARGET = "(request-target)";
  private static final String CREATED = "(created)";
  private static final String EXPIRES = "(expires)";

  /** The second says nothing; ActivityPub servers mean the first by it. */
  private static final Set<String> ALGORITHMS = Set.of("rsa-sha256", "hs2019");

  private static final Pattern PARAMETER =
      Pattern.compile("\\G\\s*([A-Za-z]+)\\s*=\\s*(?:\"([^\"]*)\"|([0-9.]+))\\s*(?:,|$)");

  private CavageSignature() {}

  static Claim read(Sent sent, String header, ReadSignature.Stale times) {
    Map<String, String> parameters = parameters(header);
    String key = parameters.getOrDefault("keyId", "");
    Optional<byte[]> signature = Digests.base64(parameters.getOrDefault("signature", ""));
    if (key.isEmpty() || signature.isEmpty()) {
      return new Claim.Unfit(Claim.Flaw.MALFORMED);
    }
    if (!ALGORITHMS.contains(
        parameters.getOrDefault("algorithm", "hs2019").toLowerCase(Locale.ROOT))) {
      return new Claim.Unfit(Claim.Flaw.ALGORITHM);
    }
    List<String> covered =
        List.of(parameters.getOrDefault("headers", "date").toLowerCase(Locale.ROOT).split(" +"));
    Optional<Instant> made = made(sent, parameters, covered);
    if (made.isEmpty()
        || !covered.contains(TARGET)
        || !covered.contains("host")
        || sent.method().equals("POST") && !covered.contains("digest")) {
      return new Claim.Unfit(Claim.Flaw.UNCOVERED);
    }
    Optional<Claim.Flaw> flaw = flaw(sent, parameters, made.get(), times);
    if (flaw.isPresent()) {
      return new Claim.Unfit(flaw.get());
    }
    return base(sent, parameters, covered)
        .<Claim>map(base -> new Claim.Signed(key, base, signature.get()))
        .orElseGet(() -> new Claim.Unfit(Claim.Flaw.UNCOVERED));
  }

  private static Optional<Claim.Flaw> flaw(
      Sent sent, Map<String, String> parameters, Instant made, ReadSignature.Stale times) {
    Optional<Instant> expires =
        Optional.ofNullable(parameters.get("expires")).flatMap(ReadSignature::seconds);
    if (times.stale(made, expires)) {
      return Optional.of(Claim.Flaw.STALE);
    }
    if (!sent.field("host").orElse("").equalsIgnoreCase(Sent.authority(sent.site()))) {
      return Optional.of(Claim.Flaw.HOST);
    }
    return sent.method().equals("POST")
            && !Digests.digestHolds(sent.field("digest").orElse(""), sent.body())
        ? Optional.of(Claim.Flaw.DIGEST)
        : Optional.empty();
  }

  /** A date counts only if it is covered: else anybody could have set it. */
  private static Optional<Instant> made(
      Sent sent, Map<String, String> parameters, List<String> covered) {
    if (covered.contains("date")) {
      return sent.field("date").flatMap(ReadSignature::date);
    }
    return covered.contains(CREATED)
        ? Optional.ofNullable(parameters.get("created")).flatMap(ReadSignature::seconds)
        : Optional.empty();
  }

  private static Map<String, String> parameters(String header) {
    Map<String, String> parameters = new HashMap<>();
    Matcher matcher = PARAMETER.matcher(header);
    while (matcher.find()) {
      String quoted = matcher.group(2);
      parameters.putIfAbsent(matcher.group(1), quoted == null ? matcher.group(3) : quoted);
    }
    return parameters;
  }

  /** What was signed: a line for each covered field; empty if one of them is not there. */
  private static Optional<byte[]> base(
      Sent sent, Map<String, String> parameters, List<String> covered) {
    StringBuilder base = new StringBuilder();
    for (String name : covered) {
      Optional<String> value =
          switch (name) {
            case TARGET ->
                Optional.of(sent.method().toLowerCase(Locale.ROOT) + " " + sent.target());
            case CREATED -> Optional.ofNullable(parameters.get("created"));
            case EXPIRES -> Optional.ofNullable(parameters.get("expires"));
            default -> sent.field(name);
          };
      if (value.isEmpty()) {
        return Optional.empty();
      }
      base.append(base.isEmpty() ? "" : "\n").append(name).append(": ").append(value.get());
    }
    return Optional.of(base.toString().getBytes(StandardCharsets.UTF_8));
  }

  static String header(String key, List<String> covered, byte[] signature) {
    return "keyId=\"%s\",algorithm=\"rsa-sha256\",headers=\"%s\",signature=\"%s\""
        .formatted(key, String.join(" ", covered), Base64.getEncoder().encodeToString(signature));
  }

  static byte[] base(String... lines) {
    return Arrays.stream(lines).collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8);
  }
}
