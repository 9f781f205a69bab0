package courant.delivery.page;

import courant.masthead.Issn;
import courant.masthead.Masthead;
import courant.story.Picture;
import courant.story.Story;
import courant.topic.Topic;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What search engines and libraries read: schema.org NewsArticle and Periodical. */
final class JsonLd {
  private JsonLd() {}

  static String review(Frame frame) {
    return safe(periodical(frame).put("@context", "https://schema.org"));
  }

  static String story(Frame frame, Story story) {
    String address = frame.site() + story.path();
    JsonObject article =
        new JsonObject()
            .put("@context", "https://schema.org")
            .put("@type", "NewsArticle")
            .put("@id", address)
            .put("mainEntityOfPage", address)
            .put("headline", story.headline())
            .put("datePublished", story.published().toString())
            .put("dateModified", story.updated().toString())
            .put("inLanguage", story.language())
            .put("isPartOf", periodical(frame))
            .put("publisher", publisher(frame.masthead(), frame.site().toString()));
    put(article, "description", story.standfirst());
    put(article, "dateline", story.dateline());
    story.section().ifPresent(section -> article.put("articleSection", section.name()));
    if (!story.byline().isEmpty()) {
      JsonArray authors = new JsonArray();
      story
          .byline()
          .forEach(
              author ->
                  authors.add(
                      new JsonObject()
                          .put("@type", "Person")
                          .put("name", author.name())
                          .put("url", frame.site() + author.path())));
      article.put("author", authors);
    }
    story.lead().ifPresent(lead -> article.put("image", new JsonArray().add(image(frame, lead))));
    if (!story.topics().isEmpty()) {
      JsonArray about = new JsonArray();
      story.topics().forEach(topic -> about.add(thing(frame, topic)));
      article.put("about", about);
    }
    story
        .origin()
        .filter(origin -> !origin.address().isEmpty())
        .ifPresent(
            origin ->
                article
                    .put("isBasedOn", origin.address())
                    .put(
                        "sourceOrganization",
                        new JsonObject()
                            .put("@type", "Organization")
                            .put("name", origin.source().name())));
    story.origin().ifPresent(origin -> article.put("creditText", origin.credit()));
    story.ends().ifPresent(end -> article.put("expires", end.toString()));
    return safe(article);
  }

  private static JsonObject thing(Frame frame, Topic topic) {
    String type =
        switch (topic.kind()) {
          case PERSON -> "Person";
          case ORGANISATION -> "Organization";
          case PLACE -> "Place";
          case SUBJECT -> "Thing";
        };
    JsonObject thing =
        new JsonObject()
            .put("@type", type)
            .put("name", topic.name())
            .put("url", frame.site() + topic.path());
    if (!topic.wikidata().isEmpty()) {
      thing.put("sameAs", "https://www.wikidata.org/entity/" + topic.wikidata());
    }
    return thing;
  }

  private static JsonObject periodical(Frame frame) {
    Masthead masthead = frame.masthead();
    JsonObject periodical =
        new JsonObject()
            .put("@type", "Periodical")
            .put("name", masthead.title())
            .put("url", frame.site() + "/")
            .put("inLanguage", masthead.language().toLanguageTag());
    put(periodical, "description", masthead.tagline());
    JsonArray issns = new JsonArray();
    masthead.issnOnline().map(Issn::value).ifPresent(issns::add);
    masthead.issnPrint().map(Issn::value).ifPresent(issns::add);
    if (!issns.isEmpty()) {
      periodical.put("issn", issns);
    }
    return periodical.put("publisher", publisher(masthead, frame.site().toString()));
  }

  private static JsonObject publisher(Masthead masthead, String site) {
    JsonObject publisher =
        new JsonObject()
            .put("@type", "NewsMediaOrganization")
            .put("name", masthead.publisher().isEmpty() ? masthead.title() : masthead.publisher())
            .put("url", site + "/");
    Optional<String> logo = masthead.logo();
    logo.ifPresent(
        address -> publisher.put("logo", address.startsWith("/") ? site + address : address));
    return publisher;
  }

  private static JsonObject image(Frame frame, Picture picture) {
    JsonObject image =
        new JsonObject()
            .put("@type", "ImageObject")
            .put(
                "url",
                MachineReadable.absolute(frame.site(), picture.near(MachineReadable.CARD_WIDTH)));
    picture
        .photo()
        .ifPresent(
            photo -> {
              var cut = photo.near(MachineReadable.CARD_WIDTH);
              image.put("width", cut.width()).put("height", photo.height(cut));
            });
    put(image, "caption", picture.caption());
    put(image, "creditText", picture.credit());
    return image;
  }

  private static void put(JsonObject object, String name, String value) {
    if (!value.isEmpty()) {
      object.put(name, value);
    }
  }

  /** Nothing in a JSON document may end the script element it stands in. */
  private static String safe(JsonObject document) {
    return document
        .encode()
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026");
  }
}
