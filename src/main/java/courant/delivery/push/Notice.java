package courant.delivery.push;

import courant.platform.i18n.Texts;
import courant.platform.web.Addresses;
import courant.platform.webpush.PushMessage;
import courant.platform.webpush.PushMessage.Urgency;
import courant.story.Correction;
import courant.story.Picture;
import courant.story.Story;
import courant.topic.Topic;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a notification says. Its form is that of Declarative Web Push, which Safari shows without
 * our worker; where there is one, it shows the same with actions that need no page.
 */
final class Notice {
  /** How long breaking news is. */
  static final Duration BREAKING_FOR = Duration.ofHours(4);

  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_BODY = 300;
  private static final int HEADLINES = 4;
  private static final int PICTURE_WIDTH = 720;

  private final URI site;
  private final Texts texts;

  Notice(URI site, Texts texts) {
    this.site = site;
    this.texts = texts;
  }

  /** One story. Where it still waits, a later message of the same story takes its place. */
  PushMessage story(Story story, boolean breaking) {
    String headline =
        breaking ? texts.say("push.breaking.title", story.headline()) : story.headline();
    String address = site + Addresses.encode(story.path());
    Optional<Topic> topic = story.topics().stream().findFirst();
    JsonObject data = new JsonObject().put("story", Long.toString(story.id().value()));
    topic.ifPresent(some -> data.put("topic", some.slug().value()));
    JsonArray actions =
        new JsonArray()
            .add(action("read", texts.say("push.read"), address))
            .add(action("save", texts.say("my.save"), address));
    topic.ifPresent(
        some -> actions.add(action("mute", texts.say("push.mute", some.name()), address)));
    JsonObject notification =
        base(headline, story.language(), address)
            .put("body", body(story))
            .put("tag", "story-" + story.id().value())
            .put("timestamp", story.published().toEpochMilli())
            .put("data", data)
            .put("actions", actions);
    story
        .lead()
        .flatMap(Picture::photo)
        .ifPresent(photo -> notification.put("image", site + photo.src(PICTURE_WIDTH)));
    return new PushMessage(
        fitting(notification),
        breaking ? BREAKING_FOR : Duration.ofHours(24),
        breaking ? Urgency.HIGH : Urgency.NORMAL,
        Long.toString(story.id().value(), Character.MAX_RADIX));
  }

  /** The credit line that must stand with the text is not cut. */
  private static String body(Story story) {
    String credit = story.origin().map(origin -> origin.source().terms().credit()).orElse("");
    String text = cut(story.standfirst(), LONGEST_BODY);
    return text.isEmpty() || credit.isEmpty() ? text : text + "\n" + cut(credit, LONGEST_TITLE);
  }

  /** What was wrong in a story; takes the place of the story's notification where that still is. */
  PushMessage correction(Story story, Correction correction) {
    String key = correction.withdrawal() ? "push.withdrawn" : "push.correction";
    JsonObject notification =
        base(
                texts.say(key, story.headline()),
                story.language(),
                site + Addresses.encode(story.path()))
            .put("body", cut(correction.note(), LONGEST_BODY))
            .put("tag", "story-" + story.id().value())
            .put("renotify", true)
            .put("timestamp", correction.at().toEpochMilli());
    return new PushMessage(
        fitting(notification),
        Duration.ofHours(24),
        Urgency.HIGH,
        Long.toString(story.id().value(), Character.MAX_RADIX));
  }

  /** Several stories together. */
  PushMessage bundle(List<Story> stories) {
    String headlines =
        stories.stream()
            .limit(HEADLINES)
            .map(story -> cut(story.headline(), LONGEST_TITLE))
            .collect(Collectors.joining("\n"));
    JsonObject notification =
        base(texts.count("push.bundle", stories.size()), texts.language(), site + "/my")
            .put("body", headlines)
            .put("tag", "bundle")
            .put(
                "actions",
                new JsonArray().add(action("read", texts.say("push.read"), site + "/my")));
    return new PushMessage(fitting(notification), Duration.ofHours(12), Urgency.LOW, "bundle");
  }

  private JsonObject base(String title, String language, String address) {
    return new JsonObject()
        .put("title", cut(title, LONGEST_TITLE))
        .put("lang", language)
        .put("dir", Texts.direction(language))
        .put("navigate", address)
        .put("icon", site + "/icon-192.png");
  }

  private static JsonObject action(String name, String title, String address) {
    return new JsonObject().put("action", name).put("title", title).put("navigate", address);
  }

  private static String cut(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)).stripTrailing() + "…";
  }

  /** A long address may leave no room for more than the headline. */
  private static byte[] fitting(JsonObject notification) {
    byte[] whole = encoded(notification);
    if (whole.length <= PushMessage.LONGEST) {
      return whole;
    }
    notification.remove("image");
    notification.remove("body");
    notification.remove("actions");
    return encoded(notification);
  }

  private static byte[] encoded(JsonObject notification) {
    return new JsonObject()
        .put("web_push", 8030)
        .put("mutable", true)
        .put("notification", notification)
        .encode()
        .getBytes(StandardCharsets.UTF_8);
  }
}
