package courant.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NestingTest {
  @Test
  void countsWhatStandsInOneAnother() {
    assertThat(Nesting.depth("true")).isZero();
    assertThat(Nesting.depth("{\"a\": [1, {\"b\": []}], \"c\": {}}")).isEqualTo(4);
    assertThat(Nesting.depth("[".repeat(100_000))).isEqualTo(100_000);
  }

  @Test
  void bracketsInStringsDoNotCount() {
    assertThat(Nesting.depth("{\"a\": \"[[[{ \\\" [[\"}")).isEqualTo(1);
  }
}
