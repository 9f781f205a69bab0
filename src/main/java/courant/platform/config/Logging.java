package courant.platform.config;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the log looks like: one line an event, libraries only when something is wrong. */
public final class Logging {
  /** Kept here, since the JDK forgets loggers that nobody holds, and their levels with them. */
  private static final List<Logger> QUIET =
      List.of(
          Logger.getLogger("com.zaxxer.hikari"),
          Logger.getLogger("org.flywaydb"),
          Logger.getLogger("org.apache.lucene"));

  private Logging() {}

  public static void configure() {
    System.setProperty(
        "java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$s %3$s: %5$s%6$s%n");
    QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
  }

  /** From now on as the settings want it: lines for people, or JSON for programs. */
  public static void configure(Settings settings) {
    if (settings.get(Setting.LOG).equals("json")) {
      for (Handler handler : Logger.getLogger("").getHandlers()) {
        handler.setFormatter(new JsonLines());
      }
    }
  }
}
