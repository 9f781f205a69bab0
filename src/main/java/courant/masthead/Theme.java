package courant.masthead;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a review is laid out: two that come with it. */
public enum Theme {
  /** A paper of record: serifs, hairlines, a centred title. */
  GAZETTE("#fbfaf7", "#16171a", "#9c2414", "#ff9a80"),
  /** A magazine: large sans serifs, colour, pictures first. */
  STUDIO("#ffffff", "#0f1216", "#1d4ed8", "#8fb4ff");

  private final String light;
  private final String dark;
  private final String accent;
  private final String accentDark;

  Theme(String light, String dark, String accent, String accentDark) {
    this.light = light;
    this.dark = dark;
    this.accent = accent;
    this.accentDark = accentDark;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Theme> of(String word) {
    return Arrays.stream(values()).filter(theme -> theme.word().equals(word)).findFirst();
  }

  /** The ground that text stands on, by day. */
  public Colour light() {
    return Colour.of(light).orElseThrow();
  }

  /** The ground that text stands on, by night. */
  public Colour dark() {
    return Colour.of(dark).orElseThrow();
  }

  /** With the colours it comes with. */
  public Look usual() {
    return new Look(
        this,
        Colour.of(accent).orElseThrow(),
        Colour.of(accentDark).orElseThrow(),
        Typeface.SYSTEM);
  }
}
