package courant.desk.api;

import static courant.platform.web.Role.ANYONE;
import static courant.platform.web.Role.CONTRIBUTOR;

import courant.desk.Desk;
import courant.desk.Member;
import courant.desk.Members;
import courant.masthead.Mastheads;
import courant.platform.db.Database;
import courant.platform.db.Ids;
import courant.platform.web.Action;
import courant.platform.web.ErrorPages;
import courant.platform.web.Gate;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Programs at the desk: the operations, their description, and the tokens. */
public final class ApiDesk {
  private final List<Operation> operations;
  private final ApiDoor door;
  private final EditTokens tokens;
  private final Desk desk;
  private final Mastheads mastheads;

  /**
   * @param operations every one, from all parts
   */
  public ApiDesk(
      Desk desk,
      Members members,
      Mastheads mastheads,
      Database database,
      Ids ids,
      InstantSource clock,
      ApiParts parts) {
    ApiTokens store = new ApiTokens(database, ids, clock);
    this.operations = parts.operations();
    this.door = new ApiDoor(store, members, new Answers(database, clock), new RateLimit(clock));
    this.tokens = new EditTokens(desk, store, clock);
    this.desk = desk;
    this.mastheads = mastheads;
  }

  public void routes(Routes routes) {
    for (Operation operation : operations) {
      String path = ApiDoor.ROOT + operation.path();
      Action action = request -> door.answer(operation, request);
      if (operation.mostBytes() > 0) {
        routes.upload(path, operation.role(), operation.mostBytes(), action);
      } else {
        routes.add(operation.method(), path, operation.role(), action);
      }
    }
    routes
        .get("/api/openapi.json", ANYONE, this::description)
        .get("/desk/api", CONTRIBUTOR, tokens::show)
        .post("/desk/api", CONTRIBUTOR, tokens::act)
        .get("/desk/api/reference", CONTRIBUTOR, this::reference);
  }

  /** The door for programs, and another for everyone else. */
  public Gate gate(Gate others) {
    return (request, role) ->
        ours(request) ? door.refuse(request, role) : others.refuse(request, role);
  }

  /** Errors as programs read them, and pages for everyone else. */
  public ErrorPages errors(ErrorPages others) {
    return (status, request) ->
        ours(request)
            ? new Problem(
                    status, "error-" + status, HttpResponseStatus.valueOf(status).reasonPhrase())
                .response()
            : others.page(status, request);
  }

  /** Whose token a program sends. */
  public Optional<Member> member(Request request) {
    return ours(request) ? door.member(request) : Optional.empty();
  }

  private static boolean ours(Request request) {
    return request.path().startsWith(ApiDoor.ROOT + "/");
  }

  private Response description(Request request) {
    return Response.json(
            OpenApi.document(
                operations, mastheads.masthead().title(), request.site() + ApiDoor.ROOT))
        .with("access-control-allow-origin", "*");
  }

  private Response reference(Request request) {
    Map<String, List<ReferenceRow>> groups =
        operations.stream()
            .collect(
                Collectors.groupingBy(
                    Operation::group,
                    TreeMap::new,
                    Collectors.mapping(
                        operation -> ReferenceRow.of(operation, request.site() + ApiDoor.ROOT),
                        Collectors.toList())));
    return desk.page(
        request,
        "api/reference",
        "api",
        desk.texts().say("api.reference"),
        Map.of("groups", groups));
  }
}
