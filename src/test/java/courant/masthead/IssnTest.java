package courant.masthead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssnTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2330-717X",
        "2330717x",
        " ISSN 2330-717X ",
        "ISSN: 2330-717x",
        "0378-5955",
        "1050-124X"
      })
  void takesWhatPeopleType(String typed) {
    assertThat(new Issn(typed).value()).matches("[0-9]{4}-[0-9]{3}[0-9X]");
  }

  @Test
  void saysWhichCheckDigitWasRight() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Issn("2330-7171"))
        .withMessage("the check digit of 2330-7171 should be X");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2330", "2330-71X7", "12345-6789", "ISBN 2330-717X", "٢٣٣٠-٧١٧X"})
  void saysWhatAnIssnIs(String typed) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Issn(typed))
        .withMessageContaining("eight digits");
  }

  @Property
  void exactlyOneCheckDigitFits(@ForAll @IntRange(max = 9_999_999) int number) {
    String seven = "%07d".formatted(number);
    long fitting = "0123456789X".chars().filter(digit -> fits(seven + (char) digit)).count();
    assertThat(fitting).isEqualTo(1);
  }

  private static boolean fits(String digits) {
    try {
      return new Issn(digits).value().length() == 9;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
