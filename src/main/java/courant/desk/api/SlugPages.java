package courant.desk.api;

import courant.platform.web.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/** Lists that are read page by page, in the order of their slugs. */
interface SlugPages<T> {
  /** Those behind a slug. */
  List<T> after(String slug, int most);

  /** The page that is asked for; each row has its slug. */
  static <T> Response page(Call call, SlugPages<T> pages, Function<T, JsonObject> json) {
    List<T> rows = pages.after(call.query("cursor").orElse(""), call.rows() + 1);
    boolean more = rows.size() > call.rows();
    JsonArray items = new JsonArray();
    rows.stream().limit(call.rows()).map(json).forEach(items::add);
    String last = more ? items.getJsonObject(items.size() - 1).getString("slug") : null;
    return Response.json(new JsonObject().put("items", items).put("next", last));
  }

  /** An operation that answers such pages. */
  static Operation paged(Operation operation, String rows, Shape each) {
    return operation
        .with("limit", new Shape.Whole(1, Call.MOST_ROWS, "Rows on a page"))
        .with("cursor", Shape.text(100, "The page after “next”"))
        .answering(200, Shape.page(rows, each));
  }
}
