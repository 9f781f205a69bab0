package courant.desk.write;

import courant.support.Newsperson;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The writing page in the hands of somebody whose browser knows no scripts. */
final class WritingPage {
  private WritingPage() {}

  /** Presses a button with all that stands on the page, some of it typed over. */
  static HttpResponse<String> press(Newsperson who, Document page, String action, String... typed) {
    Element form = page.select("form.writing").first();
    Map<String, String> fields = new LinkedHashMap<>();
    for (Element field : form.select("input[name], textarea[name], select[name]")) {
      boolean unticked = field.attr("type").equals("checkbox") && !field.hasAttr("checked");
      if (!unticked) {
        fields.put(field.attr("name"), value(field));
      }
    }
    for (int i = 0; i < typed.length; i += 2) {
      fields.put(typed[i], typed[i + 1]);
    }
    fields.put("action", action);
    List<String> sent = new ArrayList<>();
    fields.forEach((name, value) -> sent.addAll(List.of(name, value)));
    return who.post(form.attr("action"), sent.toArray(String[]::new));
  }

  private static String value(Element field) {
    return switch (field.tagName()) {
      case "textarea" -> field.wholeText();
      case "select" -> field.select("option[selected]").attr("value");
      default -> field.val();
    };
  }
}
