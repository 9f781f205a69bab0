package courant.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stories of made-up words that are as common and as rare as words are; the same in every run. */
final class MadeUp {
  private static final int VOCABULARY = 60_000;
  private static final List<String> ENDINGS = List.of("", "", "s", "ed", "ing", "'s");

  private final Random random;
  private final List<String> words;
  private final List<String> arabic;
  private final List<String> names;

  MadeUp(long seed) {
    random = new Random(seed);
    words = vocabulary("bdfgklmnprstvz", "aeiou");
    arabic = vocabulary("بتجحدرسصعفقكلمن", "اوي");
    names =
        words.subList(20_000, 24_000).stream()
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .toList();
  }

  private List<String> vocabulary(String consonants, String vowels) {
    Set<String> made = new HashSet<>();
    List<String> vocabulary = new ArrayList<>();
    while (vocabulary.size() < VOCABULARY) {
      StringBuilder word = new StringBuilder();
      int syllables = 1 + random.nextInt(vocabulary.size() < 200 ? 2 : 4);
      for (int i = 0; i < syllables; i++) {
        word.append(consonants.charAt(random.nextInt(consonants.length())))
            .append(vowels.charAt(random.nextInt(vowels.length())));
      }
      if (random.nextBoolean()) {
        word.append(consonants.charAt(random.nextInt(consonants.length())));
      }
      if (made.add(word.toString())) {
        vocabulary.add(word.toString());
      }
    }
    return vocabulary;
  }

  /** As Zipf found words to be spread. */
  private int rank(int size) {
    return (int) Math.min(size - 1, Math.pow(size + 1, random.nextDouble()) - 1);
  }

  String word() {
    return words.get(rank(VOCABULARY)) + ENDINGS.get(random.nextInt(ENDINGS.size()));
  }

  /** None of the few hundred words that are in nearly every story. */
  String tellingWord() {
    return words.get(300 + rank(VOCABULARY - 300));
  }

  String name() {
    return names.get(rank(names.size()));
  }

  String fullName() {
    return name() + " " + name();
  }

  /** A search that somebody might save. */
  String search() {
    return switch ((int) (Math.abs(word().hashCode()) % 6L)) {
      case 0 -> tellingWord();
      case 1 -> '"' + fullName() + '"';
      case 2 -> tellingWord() + " " + name();
      case 3 -> word() + " (" + name() + " OR " + name() + ") -" + word();
      case 4 -> name() + " source:\"Source 3\"";
      default -> name() + " OR " + name() + " lang:en";
    };
  }

  /** Of 540 words. */
  Drafted story(long id) {
    return story(id, 500);
  }

  /**
   * @param words of the body; there are some forty more
   */
  Drafted story(long id, int words) {
    boolean inArabic = random.nextInt(10) == 0;
    String language = inArabic ? "ar" : random.nextInt(8) == 0 ? "fr" : "en";
    List<String> topics = Stream.generate(this::fullName).limit(3).toList();
    return Drafted.story(id, text(9, inArabic))
        .in(language)
        .standfirst(text(25, inArabic))
        .body("<p>" + topics.getFirst() + " " + text(words, inArabic) + "</p>")
        .about(topics.toArray(String[]::new))
        .by(fullName())
        .section("Section " + random.nextInt(12))
        .source("Source " + rank(29))
        .at(Instant.ofEpochSecond(1_400_000_000L + id * 5_000).toString());
  }

  private String text(int length, boolean inArabic) {
    return Stream.generate(() -> inArabic ? arabic.get(rank(VOCABULARY)) : worded())
        .limit(length)
        .collect(Collectors.joining(" "));
  }

  private String worded() {
    return switch (random.nextInt(20)) {
      case 0 -> name();
      case 1 -> word() + ".";
      case 2 -> word() + ",";
      default -> word();
    };
  }
}
