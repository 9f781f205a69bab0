package courant.platform.web;

/** What a route does: plain blocking code on a virtual thread. */
@FunctionalInterface
public interface Action {
  Response answer(Request request);
}
