package courant.media.darkroom;

/** Why a file became no picture. */
public enum Fault {
  /** Nothing we know pictures by. */
  NO_PICTURE,
  /** SVG is a document that may hold programs. */
  SVG,
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
