package courant.search;

/**
 * One term of a text.
 *
 * @param term a folded word, or a stem marked with its language (see {@link Stems})
 * @param position counted in words from 0
 * @param single one character of a CJK run, which stands beside the pairs of the same run
 * @param pair two characters of a CJK run
 */
record Token(String term, int position, boolean single, boolean pair) {
  boolean stem() {
    return term.charAt(0) == Stems.MARK;
  }
}
