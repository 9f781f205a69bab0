package courant.platform.web;

/**
 * What is answered in place of an error that has no words of its own: 404, 410, 500 and their like.
 */
@FunctionalInterface
public interface ErrorPages {
  /** A page with that status; or, for what is not here, where it is now. */
  Response page(int status, Request request);
}
