package courant.platform.web;

/** Words for an answer that has none of its own: 404, 410, 500 and their like. */
@FunctionalInterface
public interface ErrorPages {
  /** A body for {@code status}; the server sets the status itself. */
  Response page(int status, Request request);
}
