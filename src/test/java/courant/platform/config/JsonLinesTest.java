package courant.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
  @Test
  void anEventIsOneLineWhateverItSays() {
    LogRecord event = new LogRecord(Level.WARNING, "mail {0} waits\nfor \"more\"");
    event.setLoggerName("courant.delivery");
    event.setParameters(new Object[] {7});
    event.setThrown(new IllegalStateException("relay\nis gone"));
    String line = new JsonLines().format(event);
    assertThat(line).endsWith("}\n").hasLineCount(1);
    JsonObject read = new JsonObject(line);
    assertThat(read.getString("level")).isEqualTo("WARNING");
    assertThat(read.getString("message")).isEqualTo("mail 7 waits\nfor \"more\"");
    assertThat(read.getString("exception")).contains("relay\nis gone", "JsonLinesTest");
    assertThat(read.getInstant("time")).isEqualTo(event.getInstant());
  }

  @Test
  void whatNobodyNamedIsNotMissed() {
    assertThat(
            new JsonObject(new JsonLines().format(new LogRecord(Level.INFO, null)))
                .getString("level"))
        .isEqualTo("INFO");
  }
}
