package courant.desk.masthead;

import static courant.platform.web.Role.EDITOR;

import courant.desk.Desk;
import courant.masthead.NavLink;
import courant.masthead.Navigation;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.platform.web.Routes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /desk/navigation}: what the bar above every page leads to, in which order, by what name.
 */
public final class NavigationDesk {
  private final Desk desk;
  private final Navigation navigation;

  public NavigationDesk(Desk desk, Navigation navigation) {
    this.desk = desk;
    this.navigation = navigation;
  }

  public void routes(Routes routes) {
    routes
        .get("/desk/navigation", EDITOR, request -> page(request, links(), "", "", false))
        .post("/desk/navigation", EDITOR, this::act);
  }

  /** As it was set; or the sections, as they stand while nobody set it. */
  private List<NavLink> links() {
    List<NavLink> chosen = navigation.chosen();
    return chosen.isEmpty()
        ? navigation.ways().bar().stream().map(link -> new NavLink("", link.address())).toList()
        : chosen;
  }

  private Response act(Request request) {
    String action = request.field("action").orElse("save");
    if (action.equals("sections")) {
      navigation.set(List.of());
      return Response.seeOther("/desk/navigation?done=saved");
    }
    List<NavLink> typed = typed(request);
    List<Optional<NavLink>> read =
        typed.stream().map(link -> NavLink.of(link.label(), link.address())).toList();
    if (read.stream().anyMatch(Optional::isEmpty)) {
      return page(request, typed, "", "", true).status(422);
    }
    List<NavLink> links = new ArrayList<>(read.stream().flatMap(Optional::stream).toList());
    String label = request.field("new-label").orElse("");
    String address = request.field("new-address").orElse("").strip();
    if (!address.isEmpty()) {
      Optional<NavLink> more = NavLink.of(label, address);
      if (more.isEmpty() || nameless(more.get())) {
        return page(request, typed, label, address, true).status(422);
      }
      links.add(more.get());
    }
    move(links, action);
    navigation.set(links);
    return Response.seeOther("/desk/navigation?done=saved");
  }

  /** Only sections and pages have a name of their own. */
  private boolean nameless(NavLink link) {
    return link.label().isEmpty() && !navigation.names().containsKey(link.address());
  }

  private static List<NavLink> typed(Request request) {
    List<String> labels = request.fields("label");
    List<String> addresses = request.fields("address");
    List<NavLink> typed = new ArrayList<>();
    for (int i = 0; i < Math.min(Navigation.MOST, addresses.size()); i++) {
      typed.add(new NavLink(i < labels.size() ? labels.get(i).strip() : "", addresses.get(i)));
    }
    return typed;
  }

  /** {@code up-3}, {@code down-3} or {@code remove-3}; anything else moves nothing. */
  private static void move(List<NavLink> links, String action) {
    if (!action.matches("(up|down|remove)-[0-9]{1,3}")) {
      return;
    }
    String[] parts = action.split("-");
    int at = Integer.parseInt(parts[1]);
    int other = parts[0].equals("up") ? at - 1 : at + 1;
    if (at < links.size() && parts[0].equals("remove")) {
      links.remove(at);
    } else if (at < links.size() && other >= 0 && other < links.size()) {
      Collections.swap(links, at, other);
    }
  }

  private Response page(
      Request request, List<NavLink> links, String label, String address, boolean refused) {
    return desk.page(
        request,
        "masthead/navigation",
        "navigation",
        desk.texts().say("navigation.desk"),
        Map.of(
            "links",
            links,
            "names",
            navigation.names(),
            "chosen",
            !navigation.chosen().isEmpty(),
            "label",
            label,
            "address",
            address,
            "refused",
            refused));
  }
}
