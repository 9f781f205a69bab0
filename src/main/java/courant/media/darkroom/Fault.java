package courant.media.darkroom;

/** Why a file became no picture. */
public enum Fault {
  /** Nothing we know pictures by. */
  NO_PICTURE,
  /** An SVG of which nothing is to be seen once programs and what lies elsewhere are left out. */
  NOT_DRAWN,
  /** HEIC and AVIF, which nothing here can read. */
  HEIC,
  /** WebP that moves. */
  MOVING_WEBP,
  /** More pixels than are ever needed. */
  TOO_MANY_PIXELS,
  /** Colours for a printing press (CMYK). */
  PRINT_COLOURS,
  /** Cut short or damaged. */
  BROKEN,
  /** Took too long, or too much memory. */
  TOO_HEAVY
}
