package courant.platform.web;

import java.util.Optional;

/** Decides whether a request may take a route. */
@FunctionalInterface
public interface Gate {
  /** What refuses the request, such as a way to sign in; empty lets it pass. */
  Optional<Response> refuse(Request request, Role role);
}
