package courant.syndication.article;

/** How much is taken for furniture before the text is looked for. */
enum Strictness {
  /** All that its names call so. */
  NAMES,
  /** Only what is furniture by its element. */
  ELEMENTS,
  /** The whole body. */
  NOTHING
}
