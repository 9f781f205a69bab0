package courant;

import courant.platform.config.Setting;
import courant.platform.config.Settings;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every sub-command takes. */
final class CommonOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "folder that holds everything Courant keeps (default: data)")
  private @Nullable String data;

  @Option(
      names = "--database",
      paramLabel = "ADDRESS",
      description = "sqlite: or postgresql://user:password@host:port/name (default: sqlite:)")
  private @Nullable String database;

  /** The operator's settings, with these options and some more on top. */
  Settings settings(Map<String, String> more) throws IOException {
    Map<String, String> options = new HashMap<>(more);
    if (data != null) {
      options.put(Setting.DATA.name(), data);
    }
    if (database != null) {
      options.put(Setting.DATABASE.name(), database);
    }
    return Settings.read(options, System.getenv());
  }
}
