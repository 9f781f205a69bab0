package courant.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process beside the test's, with the same classes: to be killed, or to be a far side. */
public final class OtherProcess {
  private OtherProcess() {}

  /** Runs a class in 256 MB of heap, once it is started. */
  public static ProcessBuilder of(Class<?> main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }
}
