package courant.masthead;

import courant.platform.web.Assets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The type a review is set in: what readers have, or one of three families that come with us, in
 * WOFF2, cut by script. Browsers fetch only the cuts a page has letters of, so that a page in one
 * language stays below 100 KB.
 */
public enum Typeface {
  /** The best that is on the reader's device: nothing to fetch. */
  SYSTEM("", false),
  /** Made for news: narrow, sharp, calm in long columns. */
  NEWSREADER("Newsreader", true),
  /** A book face: round, open, large in its small letters. */
  LITERATA("Literata", true),
  /** Without serifs, made for screens, for headlines and text alike. */
  INTER("Inter", false);

  private static final String LATIN =
      "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,"
          + "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD";
  private static final String LATIN_EXT =
      "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,"
          + "U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,"
          + "U+2C60-2C7F,U+A720-A7FF";
  private static final String ARABIC =
      "U+0600-06FF,U+0750-077F,U+0870-088E,U+0890-0891,U+0897-08E1,U+08E3-08FF,U+200C-200E,"
          + "U+2010-2011,U+204F,U+2E41,U+FB50-FDFF,U+FE70-FE74,U+FE76-FEFC";
  private static final String NASKH = "Noto Naskh Arabic";

  private final String family;
  private final boolean serifs;

  Typeface(String family, boolean serifs) {
    this.family = family;
    this.serifs = serifs;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Typeface> of(String word) {
    return Arrays.stream(values()).filter(face -> face.word().equals(word)).findFirst();
  }

  /** Its faces, and where themes use them. */
  String css() {
    if (family.isEmpty()) {
      return "";
    }
    String faces =
        List.of("400-normal", "400-italic", "700-normal").stream()
            .map(
                cut ->
                    face(family, "latin", cut, LATIN) + face(family, "latin-ext", cut, LATIN_EXT))
            .collect(Collectors.joining());
    if (!serifs) {
      String stack = "\"%s\", system-ui, \"Noto Sans Arabic\", sans-serif".formatted(family);
      return faces + ":root { --serif: %s; --sans: %s; }\n".formatted(stack, stack);
    }
    return faces
        + face(NASKH, "", "400-normal", ARABIC)
        + face(NASKH, "", "700-normal", ARABIC)
        + ":root { --serif: \"%s\", \"%s\", Georgia, serif; }\n".formatted(family, NASKH);
  }

  private static String face(String family, String script, String cut, String range) {
    String file =
        family.toLowerCase(Locale.ROOT).replace(' ', '-')
            + (script.isEmpty() ? "" : "-" + script)
            + "-"
            + cut
            + ".woff2";
    return ("@font-face { font-family: \"%s\"; font-style: %s; font-weight: %s; font-display: swap;"
            + " src: url(\"%s\") format(\"woff2\"); unicode-range: %s; }%n")
        .formatted(
            family,
            cut.endsWith("italic") ? "italic" : "normal",
            cut.substring(0, 3),
            Assets.address(file),
            range)
        .replace("\r\n", "\n");
  }
}
