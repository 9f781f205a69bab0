package courant.masthead;

import java.util.Optional;

/**
 * How pages look.
 *
 * @param accent of links and marks by day
 * @param accentDark likewise by night
 * @param typeface what text is set in
 */
public record Look(Theme theme, Colour accent, Colour accentDark, Typeface typeface) {
  /** What a review looks like before anyone chose. */
  public static final Look FIRST = Theme.GAZETTE.usual();

  /** All of it in one word, by which its style sheet is asked for. */
  public String code() {
    return theme.word()
        + "-"
        + accent.hex().substring(1)
        + "-"
        + accentDark.hex().substring(1)
        + (typeface == Typeface.SYSTEM ? "" : "-" + typeface.word());
  }

  /** Reads {@link #code}. */
  public static Optional<Look> of(String code) {
    String[] parts = code.split("-", -1);
    if (parts.length != 3 && parts.length != 4) {
      return Optional.empty();
    }
    String typeface = parts.length == 4 ? parts[3] : Typeface.SYSTEM.word();
    return of(parts[0], "#" + parts[1], "#" + parts[2], typeface);
  }

  /** From what was typed; empty if any of it is none. */
  public static Optional<Look> of(String theme, String accent, String accentDark, String typeface) {
    Optional<Theme> known = Theme.of(theme);
    Optional<Colour> day = Colour.of(accent);
    Optional<Colour> night = Colour.of(accentDark);
    Optional<Typeface> face = Typeface.of(typeface);
    return known.isPresent() && day.isPresent() && night.isPresent() && face.isPresent()
        ? Optional.of(new Look(known.get(), day.get(), night.get(), face.get()))
        : Optional.empty();
  }

  /** The same, set in another type. */
  public Look in(Typeface other) {
    return new Look(theme, accent, accentDark, other);
  }

  /** Whether its colours are read well enough, by day and by night. */
  public boolean readable() {
    return accent.contrast(theme.light()) >= Colour.ENOUGH
        && accentDark.contrast(theme.dark()) >= Colour.ENOUGH;
  }

  /** The nearest to it whose colours are. */
  public Look readableOne() {
    return new Look(
        theme, accent.readableOn(theme.light()), accentDark.readableOn(theme.dark()), typeface);
  }

  /** What the style sheet of its theme is given. */
  public String css() {
    return ":root { --accent: light-dark(%s, %s); }\n".formatted(accent.hex(), accentDark.hex())
        + typeface.css();
  }
}
