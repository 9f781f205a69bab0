package courant.syndication.wire;

import java.util.Map;

/**
 * The seventeen topics at the top of the IPTC's Media Topics, for subjects that give codes only.
 */
final class MediaTopics {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("01000000", "Arts, culture, entertainment and media"),
          Map.entry("02000000", "Crime, law and justice"),
          Map.entry("03000000", "Disaster, accident and emergency incident"),
          Map.entry("04000000", "Economy, business and finance"),
          Map.entry("05000000", "Education"),
          Map.entry("06000000", "Environment"),
          Map.entry("07000000", "Health"),
          Map.entry("08000000", "Human interest"),
          Map.entry("09000000", "Labour"),
          Map.entry("10000000", "Lifestyle and leisure"),
          Map.entry("11000000", "Politics and government"),
          Map.entry("12000000", "Religion"),
          Map.entry("13000000", "Science and technology"),
          Map.entry("14000000", "Society"),
          Map.entry("15000000", "Sport"),
          Map.entry("16000000", "Conflict, war and peace"),
          Map.entry("17000000", "Weather"));

  private MediaTopics() {}

  /** What a subject is called: its own name, else that of its code; empty if nobody knows. */
  static String name(Wire.Subject subject) {
    return subject.name().isEmpty()
        ? NAMES.getOrDefault(subject.code().replaceFirst(".*[:/]", ""), "")
        : subject.name();
  }
}
