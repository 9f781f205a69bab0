package courant.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** BCP 47 tags as the index keeps them. */
final class Languages {
  private Languages() {}

  /** The language itself, lower-case: {@code pt} of {@code pt-BR}. */
  static String primary(String tag) {
    return prefixes(tag).getFirst();
  }

  /** {@code zh}, {@code zh-hant} and {@code zh-hant-tw} of {@code zh-Hant-TW}. */
  static List<String> prefixes(String tag) {
    String lower = tag.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    List<String> prefixes = new ArrayList<>();
    for (int hyphen = lower.indexOf('-'); hyphen > 0; hyphen = lower.indexOf('-', hyphen + 1)) {
      prefixes.add(lower.substring(0, hyphen));
    }
    prefixes.add(lower);
    return prefixes;
  }
}
