package courant.delivery.page.my;

import courant.platform.web.Response;
import courant.platform.web.Templates;
import java.util.Map;

/** Pages that are one reader's: nobody on the way may keep them. */
final class Personal {
  private Personal() {}

  static Response page(String template, Map<String, Object> parameters) {
    return unkept(Response.html(Templates.render(template, parameters)));
  }

  static Response unkept(Response response) {
    return response.with("cache-control", "private, no-store");
  }
}
