package courant.desk.api;

import courant.platform.web.Response;
import courant.platform.web.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing a program can do: the row that routes is the row that describes.
 *
 * @param path below {@code /api/v1}, with named parts as {@code :name}
 * @param role the member must have
 * @param scope the token must have
 * @param name by which generated clients call it
 * @param summary a sentence
 * @param query parameters
 * @param body what must be sent; empty if nothing is
 * @param status when it went well
 * @param answer what comes back; empty if nothing does
 * @param match whether {@code If-Match} must be sent
 */
record Operation(
    String method,
    String path,
    Role role,
    Scope scope,
    String name,
    String summary,
    List<Query> query,
    Optional<Shape> body,
    int status,
    Optional<Shape> answer,
    boolean match,
    Work work) {
  /** What it does. */
  @FunctionalInterface
  interface Work {
    /**
     * @throws Problem.Refusal if it cannot
     */
    Response answer(Call call);
  }

  /** A parameter of the query; all may be left out. */
  record Query(String name, Shape shape) {}

  static Operation get(String path, Role role, Scope scope, String name, String summary) {
    return new Operation(
        "GET",
        path,
        role,
        scope,
        name,
        summary,
        List.of(),
        Optional.empty(),
        200,
        Optional.empty(),
        false,
        _ -> Response.empty(501));
  }

  static Operation of(
      String method, String path, Role role, Scope scope, String name, String summary) {
    Operation get = get(path, role, scope, name, summary);
    return new Operation(
        method,
        path,
        role,
        scope,
        name,
        summary,
        get.query,
        get.body,
        get.status,
        get.answer,
        get.match,
        get.work);
  }

  Operation with(String parameter, Shape shape) {
    List<Query> more = new ArrayList<>(query);
    more.add(new Query(parameter, shape));
    return new Operation(
        method, path, role, scope, name, summary, more, body, status, answer, match, work);
  }

  Operation taking(Shape sent) {
    return new Operation(
        method,
        path,
        role,
        scope,
        name,
        summary,
        query,
        Optional.of(sent),
        status,
        answer,
        match,
        work);
  }

  Operation answering(int good, Shape shown) {
    return new Operation(
        method,
        path,
        role,
        scope,
        name,
        summary,
        query,
        body,
        good,
        Optional.of(shown),
        match,
        work);
  }

  Operation answeringNothing() {
    return new Operation(
        method, path, role, scope, name, summary, query, body, 204, answer, match, work);
  }

  Operation matching() {
    return new Operation(
        method, path, role, scope, name, summary, query, body, status, answer, true, work);
  }

  Operation by(Work how) {
    return new Operation(
        method, path, role, scope, name, summary, query, body, status, answer, match, how);
  }

  /** Whether an {@code Idempotency-Key} may be sent, by which it is done once. */
  boolean once() {
    return method.equals("POST") && mostBytes() == 0;
  }

  /** Whether the answer holds a secret that is shown once and must not be kept. */
  boolean shownOnce() {
    return answer
        .filter(Shape.Fields.class::isInstance)
        .map(Shape.Fields.class::cast)
        .filter(shape -> shape.fields().containsKey("secret") || shape.fields().containsKey("link"))
        .isPresent();
  }

  /** Of the form that is sent with a file, in bytes; 0 if no file is. */
  long mostBytes() {
    return body.filter(Shape.Fields.class::isInstance)
        .map(Shape.Fields.class::cast)
        .flatMap(
            shape ->
                shape.fields().values().stream()
                    .map(Shape.Field::shape)
                    .filter(Shape.Upload.class::isInstance)
                    .map(file -> ((Shape.Upload) file).most())
                    .findFirst())
        .orElse(0L);
  }

  /** The group it is shown in: the first part of its path. */
  String group() {
    return path.split("/", 3)[1];
  }
}
