package courant.torture;

/**
 * What a fault has cost.
 *
 * @param faults how often it struck
 * @param acknowledged what the server had said yes to
 * @param lost what it had said yes to, and was not there afterwards
 * @param twice what was there more than once
 * @param unsound what the database finds wrong with itself, and what was there by halves
 * @param recovery the longest time until it answered again, in milliseconds
 */
record Toll(
    String fault, int faults, int acknowledged, int lost, int twice, int unsound, long recovery) {
  static final String HEAD =
      """
      | fault | times | said yes to | lost | twice | unsound | answers again after |
      | --- | ---: | ---: | ---: | ---: | ---: | ---: |
      """;

  boolean survived() {
    return lost == 0 && twice == 0 && unsound == 0;
  }

  String row() {
    return "| %s | %d | %d | %d | %d | %d | %s |%n"
        .formatted(
            fault,
            faults,
            acknowledged,
            lost,
            twice,
            unsound,
            recovery == 0 ? "–" : recovery + " ms");
  }
}
