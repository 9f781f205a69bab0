package courant.desk.api;

import static courant.platform.web.Role.CONTRIBUTOR;
import static courant.platform.web.Role.EDITOR;

import courant.desk.topic.TopicForm;
import courant.desk.topic.TopicWork;
import courant.masthead.Mastheads;
import courant.platform.i18n.Texts;
import courant.platform.job.Facts;
import courant.platform.web.Response;
import courant.story.Author;
import courant.story.Authors;
import courant.topic.Topic;
import courant.topic.TopicKind;
import courant.topic.TopicProfile;
import courant.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What stories are about, and who signs them. */
final class TopicsApi {
  private static final List<String> KINDS =
      Arrays.stream(TopicKind.values()).map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();
  private static final Shape NAME = new Shape.Text(200, "(?s).*\\S.*", "As written in a sentence");
  private static final Shape ALIASES =
      new Shape.ListOf(
          Shape.text(220, "A name; “fr: Nom” belongs to one language"), 500, "Other names");
  private static final Shape.Fields TOPIC =
      Shape.shown(
          "Topic",
          "slug",
          Shape.text(100, ""),
          "name",
          Shape.text(1_000_000, ""),
          "kind",
          new Shape.OneOf(KINDS, ""),
          "description",
          Shape.text(1_000_000, ""),
          "aliases",
          new Shape.ListOf(
              Shape.text(1_000, ""), 100_000, "Other names; “fr: Nom” in one language"),
          "wikidata",
          Shape.text(20, "Its identifier there; may be empty"),
          "website",
          Shape.text(2_000, ""),
          "image",
          Shape.text(2_000, ""),
          "imageAlt",
          Shape.text(1_000_000, ""),
          "imageCredit",
          Shape.text(1_000_000, ""));
  private static final Shape.Fields TOPIC_CHANGE =
      Shape.given(
          "TopicChange",
          "name",
          NAME,
          "kind",
          new Shape.OneOf(KINDS, "A new one is a subject unless said"),
          "description",
          Shape.text(2_000, ""),
          "aliases",
          ALIASES,
          "wikidata",
          new Shape.Text(13, "|Q[1-9][0-9]{0,11}", "Its identifier there"),
          "website",
          Shape.text(2_000, ""),
          "image",
          Shape.text(2_000, ""),
          "imageAlt",
          Shape.text(2_000, ""),
          "imageCredit",
          Shape.text(500, ""));
  private static final Shape.Fields AUTHOR =
      Shape.shown(
          "Author",
          "slug",
          Shape.text(100, ""),
          "name",
          Shape.text(1_000_000, ""),
          "about",
          Shape.text(1_000_000, ""));
  private static final Shape.Fields AUTHOR_CHANGE =
      Shape.given(
          "AuthorChange",
          "name",
          new Shape.Text(200, "[^,،、;]*[^,،、;\\s][^,،、;]*", ""),
          "about",
          Shape.text(2_000, ""));

  private final Topics topics;
  private final TopicWork work;
  private final Authors authors;
  private final Facts facts;

  TopicsApi(Topics topics, TopicWork work, Authors authors, Facts facts) {
    this.topics = topics;
    this.work = work;
    this.authors = authors;
    this.facts = facts;
  }

  List<Operation> operations() {
    return List.of(
        SlugPages.paged(
                read("/topics", "listTopics", "What stories are about, by slug"), "Topics", TOPIC)
            .by(call -> SlugPages.page(call, topics::page, this::json)),
        change("POST", "/topics", "createTopic", "Make a topic")
            .taking(TOPIC_CHANGE)
            .answering(201, TOPIC)
            .by(this::create),
        read("/topics/:slug", "getTopic", "One topic")
            .answering(200, TOPIC)
            .by(call -> Response.json(json(topic(call)))),
        change("PATCH", "/topics/:slug", "changeTopic", "Change the fields sent; its address stays")
            .taking(TOPIC_CHANGE)
            .answering(200, TOPIC)
            .by(call -> Response.json(json(save(call, topic(call))))),
        change(
                "DELETE",
                "/topics/:slug",
                "deleteTopic",
                "Delete a topic no story has, nobody follows")
            .answeringNothing()
            .by(this::delete),
        SlugPages.paged(
                read("/authors", "listAuthors", "Who signs stories, by slug"), "Authors", AUTHOR)
            .by(call -> SlugPages.page(call, authors::page, TopicsApi::json)),
        read("/authors/:slug", "getAuthor", "One author")
            .answering(200, AUTHOR)
            .by(call -> Response.json(json(author(call)))),
        change("PATCH", "/authors/:slug", "changeAuthor", "Rename somebody, or say who they are")
            .taking(AUTHOR_CHANGE)
            .answering(200, AUTHOR)
            .by(this::changeAuthor));
  }

  private static Operation read(String path, String name, String summary) {
    return Operation.get(path, CONTRIBUTOR, Scope.REVIEW_READ, name, summary);
  }

  private static Operation change(String method, String path, String name, String summary) {
    return Operation.of(method, path, EDITOR, Scope.REVIEW_WRITE, name, summary);
  }

  private Topic topic(Call call) {
    return topics.bySlug(call.request().part("slug")).orElseThrow(Problem::notFound);
  }

  private Response create(Call call) {
    if (!call.body().containsKey("name")) {
      throw Problem.wrong("/name", "is missing");
    }
    TopicForm none = new TopicForm("", "subject", "", "", "", "", "", "", "");
    TopicForm form = form(call, none);
    refuse(form);
    Topic made =
        work.make(
            call.member(), form.name(), TopicKind.valueOf(form.kind().toUpperCase(Locale.ROOT)));
    Topic saved = save(call, made);
    return Response.json(json(saved))
        .status(201)
        .with("location", ApiDoor.ROOT + "/topics/" + saved.slug());
  }

  private Topic save(Call call, Topic now) {
    TopicForm form =
        form(call, TopicForm.of(now, topics.aliases(now.id()), topics.profile(now.id())));
    refuse(form);
    work.save(call.member(), now, form.topic(now), form.names(), form.profile());
    return form.topic(now);
  }

  private static TopicForm form(Call call, TopicForm now) {
    return new TopicForm(
        call.text("name", now.name()),
        call.text("kind", now.kind()),
        call.text("description", now.description()),
        String.join("\n", call.texts("aliases", now.aliases().lines().toList())),
        call.text("wikidata", now.wikidata()),
        call.text("website", now.website()),
        call.text("image", now.image()),
        call.text("imageAlt", now.imageAlt()),
        call.text("imageCredit", now.imageCredit()));
  }

  private static void refuse(TopicForm form) {
    Texts texts = Texts.in(Locale.ENGLISH);
    Map<String, String> problems = form.problems();
    if (!problems.isEmpty()) {
      throw Problem.wrong(
          problems.entrySet().stream()
              .map(wrong -> new Shape.Fault("/" + wrong.getKey(), texts.say(wrong.getValue())))
              .toList());
    }
  }

  private Response delete(Call call) {
    Topic topic = topic(call);
    if (!work.delete(call.member(), topic)) {
      throw Problem.conflict(
          "Stories are about it, or readers follow it or get its mail; merge it at the desk.");
    }
    return Response.empty(204);
  }

  private JsonObject json(Topic topic) {
    TopicProfile profile = topics.profile(topic.id());
    TopicForm form = TopicForm.of(topic, topics.aliases(topic.id()), profile);
    return StoryShapes.named(topic.slug().value(), topic.name())
        .put("kind", form.kind())
        .put("description", topic.description())
        .put("aliases", new JsonArray(form.aliases().lines().toList()))
        .put("wikidata", topic.wikidata())
        .put("website", profile.website())
        .put("image", profile.image())
        .put("imageAlt", profile.imageAlt())
        .put("imageCredit", profile.imageCredit());
  }

  private Author author(Call call) {
    return authors.bySlug(call.request().part("slug")).orElseThrow(Problem::notFound);
  }

  private Response changeAuthor(Call call) {
    Author now = author(call);
    Author changed =
        new Author(
            now.id(), now.slug(), call.text("name", now.name()), call.text("about", now.about()));
    facts.write(
        telling -> {
          authors.write(telling.handle(), changed);
          if (!changed.name().equals(now.name())) {
            authors.touch(telling, now.id());
          }
          telling.tell(Mastheads.CHANGED, 1);
          return true;
        });
    return Response.json(json(changed));
  }

  private static JsonObject json(Author author) {
    return StoryShapes.named(author.slug().value(), author.name()).put("about", author.about());
  }
}
