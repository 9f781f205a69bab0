package courant.desk.wire;

import static courant.platform.web.Role.EDITOR;

import courant.desk.Desk;
import courant.platform.crypto.Token;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import courant.source.Source;
import courant.source.SourceId;
import courant.source.Sources;
import courant.syndication.wire.WireMailboxes.Mailbox;
import courant.syndication.wire.WireModule;
import courant.syndication.wire.WireTokens;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code /desk/sources/:id/wires}: how a partner hands in stories by itself, and what it handed in.
 */
public final class WireDesk {
  private static final int SHOWN = 50;
  private static final int LONGEST_NAME = 100;
  private static final int MOST_SENDERS = 50;
  private static final Pattern SENDER =
      Pattern.compile("[^\\s<>\"(),:;@]{0,64}@[a-z0-9-]+(?:\\.[a-z0-9-]+)+");

  private final Desk desk;
  private final Sources sources;
  private final WireModule wire;
  private final Supplier<String> back;

  /**
   * @param back the mailbox to which mail comes back; empty if none is listened to
   */
  public WireDesk(Desk desk, Sources sources, WireModule wire, Supplier<String> back) {
    this.back = back;
    this.desk = desk;
    this.sources = sources;
    this.wire = wire;
  }

  public void routes(Routes routes) {
    routes
        .get("/desk/sources/:id/wires", EDITOR, this::show)
        .post("/desk/sources/:id/wires", EDITOR, this::act);
  }

  private Response show(Request request) {
    return source(request)
        .map(source -> page(request, source, "", ""))
        .orElseGet(() -> Response.empty(404));
  }

  /**
   * @param token shown this once; empty for none
   * @param problem key of what was wrong; empty if nothing was
   */
  private Response page(Request request, Source source, String token, String problem) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("source", source);
    parameters.put("address", request.site() + "/intake/" + source.slug());
    parameters.put("folder", wire.folder(source).toString());
    parameters.put("tokens", wire.tokens().of(source.id()));
    parameters.put("deliveries", wire.deliveries().newest(source.id(), SHOWN));
    Optional<Mailbox> mailbox = wire.mailboxes().of(source.id());
    String heard = back.get();
    parameters.put("hears", !heard.isEmpty());
    parameters.put(
        "mailbox", heard.isEmpty() ? "" : mailbox.map(known -> known.address(heard)).orElse(""));
    parameters.put(
        "senders",
        request
            .field("senders")
            .orElseGet(() -> String.join(" ", mailbox.map(Mailbox::senders).orElse(List.of()))));
    parameters.put("token", token);
    parameters.put("problem", problem);
    return desk.page(request, "wire/wires", "sources", desk.texts().say("wire.desk"), parameters);
  }

  private Response act(Request request) {
    Optional<Source> found = source(request);
    if (found.isEmpty()) {
      return Response.empty(404);
    }
    Source source = found.get();
    return switch (request.field("action").orElse("")) {
      case "make" -> make(request, source);
      case "revoke" -> {
        request
            .field("token")
            .flatMap(Request::number)
            .ifPresent(id -> wire.tokens().revoke(source.id(), id));
        yield Response.seeOther(
            "/desk/sources/" + source.id().value() + "/wires?done=wire-revoked");
      }
      case "senders" -> senders(request, source);
      default -> Response.empty(400);
    };
  }

  private Response make(Request request, Source source) {
    String name = request.field("name").map(String::strip).orElse("");
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      return page(request, source, "", "wire.problem.name").status(422);
    }
    if (wire.tokens().of(source.id()).size() >= WireTokens.MOST) {
      return page(request, source, "", "wire.problem.many").status(422);
    }
    Token token = wire.tokens().make(source.id(), name);
    return page(request, source, token.value(), "");
  }

  /** Who may mail stories: addresses, or {@code @domain}. */
  private Response senders(Request request, Source source) {
    List<String> senders =
        Stream.of(request.field("senders").orElse("").toLowerCase(Locale.ROOT).split("[\\s,;]+"))
            .filter(Predicate.not(String::isEmpty))
            .distinct()
            .toList();
    if (senders.size() > MOST_SENDERS || !senders.stream().allMatch(SENDER.asMatchPredicate())) {
      return page(request, source, "", "wire.problem.senders").status(422);
    }
    wire.mailboxes().write(source.id(), senders);
    return Response.seeOther("/desk/sources/" + source.id().value() + "/wires?done=saved#mail");
  }

  private Optional<Source> source(Request request) {
    return Request.number(request.part("id")).map(SourceId::new).flatMap(sources::byId);
  }
}
