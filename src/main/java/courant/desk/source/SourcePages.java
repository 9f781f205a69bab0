package courant.desk.source;

import courant.desk.Desk;
import courant.desk.WebAddress;
import courant.platform.db.Database;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.source.Source;
import courant.story.Listing;
import courant.story.Origin;
import courant.story.Stories;
import courant.story.StoryId;
import courant.syndication.SyndicationModule;
import courant.syndication.article.Extraction;
import courant.syndication.article.ReadPages;
import courant.syndication.article.Selectors;
import courant.syndication.article.Sifted;
import courant.syndication.fetch.Trouble;
import courant.syndication.intake.Inbox;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /desk/sources/:id/pages}: whether stories are read from their pages, and how. */
final class SourcePages {
  private static final int EXAMPLES = 5;
  private static final int LONGEST = 500;

  /**
   * What was typed.
   *
   * @param selectors by part
   * @param address the page to try
   * @param problems parts whose selectors are no CSS, or {@code address}
   */
  record Typed(
      boolean pages, Map<String, String> selectors, String address, List<String> problems) {
    static Typed of(Request request) {
      Map<String, String> selectors = new LinkedHashMap<>();
      Selectors.PARTS.forEach(
          part -> selectors.put(part, request.field(part).map(String::strip).orElse("")));
      List<String> problems =
          Selectors.PARTS.stream()
              .filter(
                  part -> {
                    String selector = selectors.getOrDefault(part, "");
                    return selector.length() > LONGEST || !Selectors.isRight(selector);
                  })
              .toList();
      return new Typed(
          request.field("pages").isPresent(),
          selectors,
          request.field("address").map(String::strip).orElse(""),
          problems);
    }

    static Typed of(Extraction extraction, String address) {
      Map<String, String> selectors = new LinkedHashMap<>();
      Selectors.PARTS.forEach(part -> selectors.put(part, extraction.selectors().of(part)));
      return new Typed(extraction.pages(), selectors, address, List.of());
    }

    /** What would be kept; only where there are no problems. */
    Extraction extraction() {
      Selectors all = Selectors.NONE;
      for (Map.Entry<String, String> one : selectors.entrySet()) {
        all = all.with(one.getKey(), one.getValue());
      }
      return new Extraction(pages, all);
    }
  }

  private final Desk desk;
  private final Database database;
  private final Stories stories;
  private final SyndicationModule syndication;

  SourcePages(Desk desk, Database database, Stories stories, SyndicationModule syndication) {
    this.desk = desk;
    this.database = database;
    this.stories = stories;
    this.syndication = syndication;
  }

  Response show(Request request, Source source) {
    Extraction kept = syndication.articles().extractions().of(source.id());
    String address = request.query("address").orElse("");
    Typed typed = Typed.of(kept, address);
    return address.isEmpty() ? page(request, source, typed) : look(request, source, typed);
  }

  /** Looks at a page, or keeps what was typed. */
  Response act(Request request, Source source) {
    Typed typed = Typed.of(request);
    if (!typed.problems().isEmpty()) {
      return page(request, source, typed).status(422);
    }
    if (request.field("action").filter("save"::equals).isEmpty()) {
      return look(request, source, typed);
    }
    database.change(
        handle ->
            syndication.articles().extractions().write(handle, source.id(), typed.extraction()));
    return Response.seeOther("/desk/sources/" + source.id().value() + "/pages?done=saved");
  }

  private Response look(Request request, Source source, Typed typed) {
    Optional<URI> address = WebAddress.of(typed.address());
    if (address.isEmpty()) {
      Typed wrong =
          new Typed(typed.pages(), typed.selectors(), typed.address(), List.of("address"));
      return page(request, source, wrong).status(422);
    }
    ReadPages.Seen seen = syndication.articles().pages().sift(address.get(), typed.extraction());
    return page(request, source, typed, seen.sifted(), seen.trouble());
  }

  private Response page(Request request, Source source, Typed typed) {
    return page(request, source, typed, Optional.empty(), Optional.empty());
  }

  private Response page(
      Request request,
      Source source,
      Typed typed,
      Optional<Sifted> seen,
      Optional<Trouble> trouble) {
    Map<String, Object> shown = new HashMap<>();
    shown.put("source", source);
    shown.put("pages", typed.pages());
    shown.put("selectors", typed.selectors());
    shown.put("problems", typed.problems());
    shown.put("seen", seen);
    shown.put("trouble", trouble);
    List<String> examples = examples(source);
    shown.put("examples", examples);
    shown.put(
        "address",
        typed.address().isEmpty() ? examples.stream().findFirst().orElse("") : typed.address());
    return desk.page(request, "source/pages", "sources", source.name(), shown);
  }

  /** Addresses of what came of late. */
  private List<String> examples(Source source) {
    List<StoryId> waiting =
        syndication.intake().inbox().newest(false, Optional.of(source.id()), 0, EXAMPLES).stream()
            .map(Inbox.Waiting::story)
            .toList();
    return Stream.concat(
            stories.byIds(waiting).stream(),
            stories.published(new Listing.From(source.id()), 0, EXAMPLES).stream())
        .flatMap(story -> story.origin().map(Origin::address).stream())
        .filter(address -> !address.isEmpty())
        .distinct()
        .limit(EXAMPLES)
        .toList();
  }
}
