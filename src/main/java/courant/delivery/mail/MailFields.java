package courant.delivery.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/** Header fields of a message or a report, unfolded and decoded (RFC 2047), by lower-case name. */
record MailFields(Map<String, List<String>> byName) {
  private static final Pattern FIELD =
      Pattern.compile("^>? ?([A-Za-z][A-Za-z0-9-]{0,60})[ \\t]*:[ \\t]*(.*)$");

  Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  List<String> all(String name) {
    return byName.getOrDefault(name, List.of());
  }

  String value(String name) {
    return first(name).orElse("");
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  /** Every address in the named fields, in order. */
  Stream<Recipient> addresses(String... names) {
    return Stream.of(names)
        .flatMap(name -> all(name).stream())
        .flatMap(value -> Recipient.PATTERN.matcher(value).results().map(found -> found.group()))
        .flatMap(address -> Recipient.in(address).stream());
  }

  /** Fields written out as text, up to the first blank line. */
  static Builder parse(String text) {
    Builder fields = new Builder();
    String name = "";
    StringBuilder value = new StringBuilder();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      Matcher field = FIELD.matcher(line);
      if (line.isBlank() && !fields.isEmpty()) {
        break;
      } else if (!name.isEmpty() && !line.isEmpty() && " \t".indexOf(line.charAt(0)) >= 0) {
        value.append(' ').append(line.strip());
      } else if (field.matches()) {
        fields.add(name, value.toString());
        name = field.group(1);
        value = new StringBuilder(field.group(2));
      }
    }
    return fields.add(name, value.toString());
  }

  /** Collects fields; names are folded, values unfolded and decoded. */
  static final class Builder {
    private static final int LONGEST = 8_000;
    private final Map<String, List<String>> byName = new LinkedHashMap<>();

    Builder add(String name, String raw) {
      if (!name.isEmpty()) {
        String value = raw.substring(0, Math.min(raw.length(), LONGEST));
        String unfolded = utf8(value).replaceAll("[\\r\\n]+[ \\t]*", " ").strip();
        byName
            .computeIfAbsent(name.strip().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
            .add(decodeWords(unfolded));
      }
      return this;
    }

    void addAll(Builder other) {
      byName.putAll(other.byName);
    }

    boolean isEmpty() {
      return byName.isEmpty();
    }

    boolean has(String... names) {
      return Stream.of(names).anyMatch(byName::containsKey);
    }

    MailFields build() {
      return new MailFields(Map.copyOf(byName));
    }

    /** The parser hands over bytes as Latin-1; raw UTF-8 fields are common (RFC 6532). */
    private static String utf8(String value) {
      boolean bytes = value.chars().anyMatch(c -> c > 127) && value.chars().allMatch(c -> c < 256);
      return bytes ? OpenedMail.decode(value.getBytes(StandardCharsets.ISO_8859_1), null) : value;
    }

    private static String decodeWords(String value) {
      return value.contains("=?")
          ? DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT)
          : value;
    }
  }
}
