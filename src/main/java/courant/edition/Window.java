package courant.edition;

/** Which stretch of an edition: pages of a size, the first being 1. */
public record Window(int page, int size) {
  public Window {
    if (page < 1 || size < 1) {
      throw new IllegalArgumentException("a window has a page from 1 and a size from 1");
    }
  }

  int offset() {
    return (page - 1) * size;
  }
}
