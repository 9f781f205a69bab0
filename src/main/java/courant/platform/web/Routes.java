package courant.platform.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of every route there is: filled by the modules, served by {@link Server}. */
public final class Routes {
  /**
   * One row.
   *
   * @param path with named parts as {@code :name}, or a regular expression if it starts with {@code
   *     ^}
   * @param fromAnywhere whether other sites' pages and programs may post here: true only for what
   *     carries its own proof, such as a signature or a secret address
   * @param offered for the other form of a page, whether there is one now; empty for all else
   * @param mostBytes of a body with files, which wait on the disk and not in memory; 0 for the
   *     usual forms
   */
  public record Route(
      String method,
      String path,
      Role role,
      boolean fromAnywhere,
      Optional<BooleanSupplier> offered,
      long mostBytes,
      Action action) {
    Route(String method, String path, Role role, boolean fromAnywhere, Action action) {
      this(method, path, role, fromAnywhere, Optional.empty(), 0, action);
    }

    /** The first word of every address it takes; empty if there are several. */
    Optional<String> firstWord() {
      return Optional.of(FIRST_WORD.matcher(path))
          .filter(Matcher::lookingAt)
          .map(at -> at.group(1));
    }

    /** The same row with another action. */
    public Route doing(Action other) {
      return new Route(method, path, role, fromAnywhere, offered, mostBytes, other);
    }
  }

  private static final Pattern FIRST_WORD = Pattern.compile("\\^?/([a-z]+)(?=/|$)");

  private final List<Route> routes = new ArrayList<>();

  public Routes get(String path, Role role, Action action) {
    routes.add(new Route("GET", path, role, false, action));
    return this;
  }

  /**
   * Answers those who ask a page's address for {@link ActivityJson}; to be called before the page
   * itself is added, under the very same path.
   *
   * @param offered whether there is such a form now; while not, they get the page
   */
  public Routes activity(String path, BooleanSupplier offered, Action action) {
    routes.add(new Route("GET", path, Role.ANYONE, false, Optional.of(offered), 0, action));
    return this;
  }

  /** Whether a path has two forms to choose from. */
  boolean negotiated(String path) {
    return routes.stream()
        .anyMatch(route -> route.offered().isPresent() && route.path().equals(path));
  }

  public Routes post(String path, Role role, Action action) {
    routes.add(new Route("POST", path, role, false, action));
    return this;
  }

  /** A POST that programs and other sites may send; the action itself checks its proof. */
  public Routes postFromAnywhere(String path, Action action) {
    routes.add(new Route("POST", path, Role.ANYONE, true, action));
    return this;
  }

  /**
   * A POST that may carry files. Who may not take it is refused before the first byte of its body
   * is read, and so is a body that is too long.
   */
  public Routes upload(String path, Role role, long mostBytes, Action action) {
    routes.add(new Route("POST", path, role, false, Optional.empty(), mostBytes, action));
    return this;
  }

  public Routes put(String path, Role role, Action action) {
    routes.add(new Route("PUT", path, role, false, action));
    return this;
  }

  public Routes delete(String path, Role role, Action action) {
    routes.add(new Route("DELETE", path, role, false, action));
    return this;
  }

  /** A route with a method of its own, such as {@code PATCH}. */
  public Routes add(String method, String path, Role role, Action action) {
    routes.add(new Route(method, path, role, false, action));
    return this;
  }

  /** Takes a row as it is. */
  public Routes add(Route route) {
    routes.add(route);
    return this;
  }

  /** Those that an address beginning with a word may take, in their order. */
  List<Route> of(String firstWord) {
    return routes.stream()
        .filter(route -> route.firstWord().orElse(firstWord).equals(firstWord))
        .toList();
  }

  Set<String> firstWords() {
    return routes.stream()
        .flatMap(route -> route.firstWord().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  public List<Route> all() {
    return List.copyOf(routes);
  }
}
