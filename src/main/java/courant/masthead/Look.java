package courant.masthead;

import java.util.Optional;

/**
 * How pages look.
 *
 * @param accent of links and marks by day
 * @param accentDark likewise by night
 */
public record Look(Theme theme, Colour accent, Colour accentDark) {
  /** What a review looks like before anyone chose. */
  public static final Look FIRST = Theme.GAZETTE.usual();

  /** All of it in one word, by which its style sheet is asked for. */
  public String code() {
    return theme.word() + "-" + accent.hex().substring(1) + "-" + accentDark.hex().substring(1);
  }

  /** Reads {@link #code}. */
  public static Optional<Look> of(String code) {
    String[] parts = code.split("-", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    return of(parts[0], "#" + parts[1], "#" + parts[2]);
  }

  /** From what was typed; empty if any of it is none. */
  public static Optional<Look> of(String theme, String accent, String accentDark) {
    Optional<Theme> known = Theme.of(theme);
    Optional<Colour> day = Colour.of(accent);
    Optional<Colour> night = Colour.of(accentDark);
    return known.isPresent() && day.isPresent() && night.isPresent()
        ? Optional.of(new Look(known.get(), day.get(), night.get()))
        : Optional.empty();
  }

  /** Whether its colours are read well enough, by day and by night. */
  public boolean readable() {
    return accent.contrast(theme.light()) >= Colour.ENOUGH
        && accentDark.contrast(theme.dark()) >= Colour.ENOUGH;
  }

  /** The nearest to it whose colours are. */
  public Look readableOne() {
    return new Look(theme, accent.readableOn(theme.light()), accentDark.readableOn(theme.dark()));
  }

  /** What the style sheet of its theme is given. */
  public String css() {
    return ":root { --accent: light-dark(%s, %s); }%n"
        .formatted(accent.hex(), accentDark.hex())
        .replace("\r\n", "\n");
  }
}
