package courant.topic;

import java.util.regex.Pattern;

/**
 * A name of a topic. How it is written says how it is met in a text, see {@link PhraseMatcher}.
 *
 * @param language the language it belongs to, such as {@code en} or {@code zh-Hant}; empty if it is
 *     the same in all
 * @param name as written within a sentence
 */
public record Alias(String language, String name) {
  /** The longest name, in UTF-16 code units. */
  public static final int LONGEST = 200;

  private static final Pattern LANGUAGE = Pattern.compile("|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");

  /**
   * @throws IllegalArgumentException if the language is no tag, or the name is empty, too long or
   *     without words
   */
  public Alias {
    name = name.strip();
    if (!LANGUAGE.matcher(language).matches()) {
      throw new IllegalArgumentException("not a language: " + language);
    }
    if (name.length() > LONGEST || !PhraseMatcher.accepts(name)) {
      throw new IllegalArgumentException("not a name: " + name);
    }
  }
}
