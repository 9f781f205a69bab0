package courant.syndication.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which language an item is, whatever its feed says. */
class LanguageTest {
  private static final String SPANISH =
      "El puerto de Trípoli reabre tras un año cerrado, y los pasajeros que esperaban desde el"
          + " viernes embarcan por fin. Muchos habían dormido en sus coches mientras el viento"
          + " mantenía los barcos en el muelle, dijo la autoridad portuaria.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | The ferry sailed on Monday after a week of storms, the port said.
          fr | Le ferry a repris la mer lundi après une semaine de tempêtes, a indiqué le port.
          es | El puerto reabre tras un año cerrado y los pasajeros que esperaban embarcan
          de | Die Fähre lief am Montag nach einer Woche Sturm aus, teilte der Hafen mit.
          ar | ميناء طرابلس يعاد فتحه بعد عام من الإغلاق وعودة السفن إلى الرصيف
          ru | Паром отплыл в понедельник после недели штормов, сообщили в порту
          pt | O porto reabriu depois de um ano fechado e os passageiros que esperavam embarcaram
          """)
  void whatIsNotSaidIsFound(String language, String text) {
    assertThat(Language.of("", text)).isEqualTo(language);
  }

  @Test
  void aFeedThatSaysWhatIsNotSoIsNotBelieved() {
    assertThat(Language.of("en-US", SPANISH)).isEqualTo("es");
    assertThat(Language.of("und", SPANISH)).isEqualTo("es");
  }

  @Test
  void aFeedKnowsItsRegionItsRelativesAndItsShortTextsBetter() {
    assertThat(Language.of("es_MX", SPANISH)).isEqualTo("es-MX");
    assertThat(Language.of("gl", SPANISH)).isEqualTo("gl");
    assertThat(Language.of("en", "Plus ça change")).isEqualTo("en");
  }

  @Test
  void whatHasNoWordsTellsNothing() {
    assertThat(Language.of("", "2:1 (1:0), 14.00 https://example.org/des-mots-en-francais"))
        .isEmpty();
    assertThat(Language.of("", "")).isEmpty();
  }
}
