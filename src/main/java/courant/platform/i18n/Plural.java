package courant.platform.i18n;

/** The plural forms of our languages, by the rules of CLDR for whole numbers. */
final class Plural {
  private Plural() {}

  /** {@code zero}, {@code one}, {@code two}, {@code few}, {@code many} or {@code other}. */
  static String form(String language, long number) {
    return switch (language) {
      case "ar" -> arabic(number);
      case "fr" -> number == 0 || number == 1 ? "one" : "other";
      default -> number == 1 ? "one" : "other";
    };
  }

  private static String arabic(long number) {
    long hundredth = number % 100;
    if (number <= 2) {
      return number == 0 ? "zero" : number == 1 ? "one" : "two";
    }
    if (hundredth >= 3 && hundredth <= 10) {
      return "few";
    }
    return hundredth >= 11 ? "many" : "other";
  }
}
