package courant.masthead;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A colour of the screen (sRGB), and how well it is read on another (WCAG 2.2, 1.4.3). */
public record Colour(int red, int green, int blue) {
  /** The least contrast of text (level AA). */
  public static final double ENOUGH = 4.5;

  private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");

  /** Reads {@code #9c2414}; empty if it is none. */
  public static Optional<Colour> of(String hex) {
    if (!HEX.matcher(hex).matches()) {
      return Optional.empty();
    }
    int value = Integer.parseInt(hex.substring(1), 16);
    return Optional.of(new Colour(value >> 16, value >> 8 & 0xff, value & 0xff));
  }

  /** As style sheets have it. */
  public String hex() {
    return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
  }

  /** From 1, the same, to 21, black on white. */
  public double contrast(Colour other) {
    double one = luminance();
    double two = other.luminance();
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  }

  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  /** The nearest to this one that is read well enough on a ground: darker or lighter as need be. */
  public Colour readableOn(Colour ground) {
    Colour end = ground.luminance() > 0.18 ? new Colour(0, 0, 0) : new Colour(255, 255, 255);
    for (int step = 0; step <= 100; step++) {
      Colour mixed = towards(end, step / 100.0);
      if (mixed.contrast(ground) >= ENOUGH) {
        return mixed;
      }
    }
    return end;
  }

  private Colour towards(Colour end, double share) {
    return new Colour(
        mixed(red, end.red, share), mixed(green, end.green, share), mixed(blue, end.blue, share));
  }

  private static int mixed(int from, int to, double share) {
    return Math.toIntExact(Math.round(from + (to - from) * share));
  }
}
