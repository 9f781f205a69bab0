package courant;

import courant.platform.config.Setting;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** An option of a command for every setting there is. */
final class EverySetting {
  private EverySetting() {}

  /** The command, with those options it does not have yet. */
  static CommandLine on(Object command) {
    CommandLine line = new CommandLine(command);
    CommandSpec spec = line.getCommandSpec();
    for (Setting setting : Setting.ALL) {
      if (spec.findOption("--" + setting.name()) == null) {
        spec.addOption(option(setting));
      }
    }
    return line;
  }

  private static OptionSpec option(Setting setting) {
    String fallback = setting.fallback().isEmpty() ? "" : " (default: " + setting.fallback() + ")";
    return OptionSpec.builder("--" + setting.name())
        .type(String.class)
        .paramLabel("VALUE")
        .description(setting.description() + fallback)
        .build();
  }

  /** Values of those that were given, by name. */
  static Map<String, String> given(CommandSpec command) {
    Map<String, String> given = new HashMap<>();
    for (Setting setting : Setting.ALL) {
      String value = command.findOption("--" + setting.name()).getValue();
      if (value != null) {
        given.put(setting.name(), value);
      }
    }
    return given;
  }
}
