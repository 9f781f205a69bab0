package courant.reply;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Weights written by hand, for a review whose desk has not decided anything yet. */
final class Prior {
  static final String BIAS = "*bias";

  /** By clue; see {@code reply/prior.txt}: a line has a weight and then clues, with commas. */
  static final Map<String, Double> WEIGHTS = read();

  private Prior() {}

  private static Map<String, Double> read() {
    try (InputStream in =
            Objects.requireNonNull(Prior.class.getResourceAsStream("/reply/prior.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      Map<String, Double> weights = new HashMap<>();
      lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(
              line -> {
                int space = line.indexOf(' ');
                double weight = Double.parseDouble(line.substring(0, space));
                for (String clue : line.substring(space).split(",")) {
                  weights.put(clue.strip(), weight);
                }
              });
      return Map.copyOf(weights);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
