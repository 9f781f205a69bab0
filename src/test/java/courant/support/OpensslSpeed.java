package courant.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The machine's limits by {@code openssl speed}, measured beside ours in the same run. */
public final class OpensslSpeed {
  private OpensslSpeed() {}

  /** RSA-2048 signatures a second of so many processes, by the clock. */
  public static double rsaSignatures(int processes, int seconds) throws IOException {
    return column(List.of("-multi", "" + processes, "rsa2048"), seconds, "rsa +2048.*", 2);
  }

  /** P-256 key agreements a second of one core's user time. */
  public static double keyAgreements(int seconds) throws IOException {
    return column(List.of("ecdhp256"), seconds, ".*nistp256.*", 1);
  }

  private static double column(List<String> what, int seconds, String line, int fromLast)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("openssl", "speed", "-seconds", "" + seconds));
    command.addAll(what);
    Process speed =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(speed.getInputStream(), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(one -> one.matches(line))
          .map(one -> one.strip().split("\\s+"))
          .mapToDouble(columns -> Double.parseDouble(columns[columns.length - fromLast]))
          .findFirst()
          .orElseThrow();
    }
  }
}
