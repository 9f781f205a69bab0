package courant.platform.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** What the operator set, with each {@link Setting}'s fallback behind. */
public final class Settings {
  private final Map<String, String> values;

  private Settings(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** Just these values, by name; for tests. */
  public static Settings of(Map<String, String> values) {
    return new Settings(values);
  }

  /**
   * Reads options over environment over {@code courant.properties} in the working folder or, if
   * there is none, in the data folder.
   *
   * @throws IllegalArgumentException naming a key of the file that is not a setting
   */
  public static Settings read(Map<String, String> options, Map<String, String> environment)
      throws IOException {
    Map<String, String> above = new HashMap<>();
    for (Setting setting : Setting.ALL) {
      String fromEnvironment = environment.get(setting.variable());
      if (fromEnvironment != null) {
        above.put(setting.name(), fromEnvironment);
      }
    }
    above.putAll(options);
    Map<String, String> values = file(Path.of(above.getOrDefault("data", Setting.DATA.fallback())));
    values.putAll(above);
    return new Settings(values);
  }

  private static Map<String, String> file(Path data) throws IOException {
    Map<String, String> values = new HashMap<>();
    for (Path file :
        new Path[] {Path.of("courant.properties"), data.resolve("courant.properties")}) {
      if (Files.isReadable(file)) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
          properties.load(reader);
        }
        for (String name : properties.stringPropertyNames()) {
          if (Setting.ALL.stream().noneMatch(setting -> setting.name().equals(name))) {
            throw new IllegalArgumentException(
                "%s: there is no setting '%s'; see: courant help settings".formatted(file, name));
          }
          values.put(name, properties.getProperty(name));
        }
        return values;
      }
    }
    return values;
  }

  public String get(Setting setting) {
    return values.getOrDefault(setting.name(), setting.fallback());
  }

  /**
   * @throws IllegalArgumentException if it is not a whole number
   */
  public int number(Setting setting) {
    try {
      return Integer.parseInt(get(setting));
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(
          "--%s takes a whole number, not '%s'".formatted(setting.name(), get(setting)));
    }
  }

  public boolean flag(Setting setting) {
    return Boolean.parseBoolean(get(setting));
  }

  /** The data folder. */
  public Path data() {
    return Path.of(get(Setting.DATA));
  }
}
