package courant.syndication.article;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** What a page says of its article in JSON-LD: schema.org's Article and its kinds. */
record JsonLd(JsonObject article) {
  private static final int DEEPEST = 12;
  private static final Pattern ARTICLE =
      Pattern.compile("\\w*(?:Article|BlogPosting|Report|Review|DiscussionForumPosting)");
  private static final Pattern CDATA =
      Pattern.compile("^\\s*(?:<!--|//)?\\s*<!\\[CDATA\\[|(?://)?\\s*]]>\\s*(?:-->)?\\s*$");

  /** The first article with a headline; the first without, if none has one; else an empty one. */
  static JsonLd of(Document page) {
    List<JsonObject> articles = new ArrayList<>();
    for (Element script : page.select("script[type*=ld+json]")) {
      try {
        gather(Json.decodeValue(CDATA.matcher(script.data()).replaceAll("").strip()), articles, 0);
      } catch (DecodeException _) {
        // One broken block says nothing of the next.
      }
    }
    return new JsonLd(
        articles.stream()
            .filter(article -> article.containsKey("headline"))
            .findFirst()
            .or(() -> articles.stream().findFirst())
            .orElseGet(JsonObject::new));
  }

  private static void gather(@Nullable Object value, List<JsonObject> articles, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    if (value instanceof JsonArray array) {
      array.forEach(each -> gather(each, articles, depth + 1));
    } else if (value instanceof JsonObject object) {
      if (isArticle(object.getValue("@type"))) {
        articles.add(object);
      }
      for (String inner : List.of("@graph", "mainEntity", "mainEntityOfPage", "hasPart")) {
        gather(object.getValue(inner), articles, depth + 1);
      }
    }
  }

  private static boolean isArticle(@Nullable Object type) {
    return switch (type) {
      case String name -> ARTICLE.matcher(name.substring(name.lastIndexOf('/') + 1)).matches();
      case JsonArray names -> names.stream().anyMatch(JsonLd::isArticle);
      case null, default -> false;
    };
  }

  String text(String key) {
    return article.getValue(key) instanceof String text ? plain(text) : "";
  }

  /** The names of a person, an organisation, or several; they are written in every way there is. */
  List<String> names(String key) {
    return names(article.getValue(key), 0).toList();
  }

  private static Stream<String> names(@Nullable Object value, int depth) {
    return switch (value) {
      case String name -> Stream.of(plain(name));
      case JsonObject object -> names(object.getValue("name"), depth + 1);
      case JsonArray array when depth < DEEPEST ->
          array.stream().flatMap(each -> names(each, depth + 1));
      case null, default -> Stream.of();
    };
  }

  /** The address of the first picture. */
  String image() {
    return address(article.getValue("image"), 0).orElse("");
  }

  private static Optional<String> address(@Nullable Object value, int depth) {
    return switch (value) {
      case String address -> Optional.of(address.strip());
      case JsonObject object when depth < DEEPEST -> address(object.getValue("url"), depth + 1);
      case JsonArray array when depth < DEEPEST && !array.isEmpty() ->
          address(array.getValue(0), depth + 1);
      case null, default -> Optional.empty();
    };
  }

  /** The whole text, if it is given; markup in it is taken for what it means. */
  String body() {
    String text = article.getValue("articleBody") instanceof String body ? body : "";
    return text.contains("</") ? Jsoup.parse(text).wholeText().strip() : plain(text);
  }

  private static String plain(String text) {
    return Parser.unescapeEntities(text, false).strip();
  }
}
