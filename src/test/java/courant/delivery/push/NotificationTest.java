package courant.delivery.push;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import courant.platform.i18n.Texts;
import courant.story.Listing;
import courant.story.Story;
import courant.support.Await;
import courant.support.Browser;
import courant.support.SampleReview;
import courant.support.Screenshots;
import courant.support.TestReview;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a browser makes of what we push. */
@ExtendWith(Browser.class)
@Browser.Whole
class NotificationTest {
  private static TestReview review;

  @BeforeAll
  static void start() {
    review = SampleReview.start();
  }

  @AfterAll
  static void stop() {
    review.close();
  }

  private static Story story() {
    return review.review.stories().published(new Listing.Everything(), 0, 1).getFirst();
  }

  /** A reader follows, and is shown a notification. */
  private static Story shown(BrowserContext context, Page page) {
    context.grantPermissions(List.of("notifications"));
    page.navigate(review.at("/section/world").toString());
    // Ready is a worker that is still being activated, too, and that one hears of no message.
    page.evaluate("navigator.serviceWorker.ready.then(() => true)");
    Await.until(
        () ->
            page.evaluate("async () => (await navigator.serviceWorker.ready).active.state")
                .equals("activated"));
    page.waitForResponse(
        "**/my/follow", () -> page.locator(".list-head [data-toggle]").first().click());
    Story story = story();
    Notice notice = new Notice(review.at(""), Texts.in(Locale.ENGLISH));
    String content = new String(notice.story(story, false).content(), StandardCharsets.UTF_8);
    AtomicInteger looks = new AtomicInteger();
    Await.until(
        () -> {
          // Chromium now and then loses one that comes while it is busy.
          if (looks.getAndIncrement() % 1_000 == 0) {
            push(page, content);
          }
          return !titles(page).equals("[]");
        });
    assertThat(titles(page)).contains(story.headline());
    return story;
  }

  @Test
  void isShownAndSavesItsStory(BrowserContext context, Page page) {
    Story story = shown(context, page);
    click(page, "save");
    Await.until(
        () -> {
          page.navigate(review.at("/my/saved").toString());
          return page.locator(".my-item").count() == 1;
        });
    assertThat(page.locator(".my-item h2")).hasText(story.headline());
    assertThat(titles(page)).isEqualTo("[]");
  }

  @Test
  void mutesItsTopic(BrowserContext context, Page page) {
    Story story = shown(context, page);
    click(page, "mute");
    String muted = "topic:" + story.topics().getFirst().slug().value();
    Await.until(
        () ->
            page.evaluate("async () => (await (await fetch('/my/state.json')).json()).mute")
                .equals(List.of(muted)));
  }

  /** Only a hand may open a window; so it is asked for, and not opened. */
  @Test
  void opensItsStoryToRead(BrowserContext context, Page page) {
    Story story = shown(context, page);
    page.evaluate(
        "() => navigator.serviceWorker.addEventListener('message', ({ data }) => { window.opened ??= data.opened; })");
    inWorker(
        page,
        "clients.openWindow = async (opened) => (await clients.matchAll()).forEach((one) => one.postMessage({ opened }))");
    click(page, "read");
    page.waitForFunction("() => window.opened");
    assertThat(page.evaluate("window.opened")).isEqualTo(review.at(story.path()).toString());
  }

  private static String titles(Page page) {
    return page.evaluate(
            "async () => (await (await navigator.serviceWorker.ready).getNotifications()).map((one) => one.title)")
        .toString();
  }

  /** Hands a message to the page's worker, as the browser's push service would. */
  private static void push(Page page, String content) {
    CDPSession session = page.context().newCDPSession(page);
    CompletableFuture<String> registration = new CompletableFuture<>();
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        event ->
            event
                .getAsJsonArray("registrations")
                .forEach(
                    one ->
                        registration.complete(
                            one.getAsJsonObject().get("registrationId").getAsString())));
    session.send("ServiceWorker.enable");
    page.waitForCondition(registration::isDone);
    JsonObject message = new JsonObject();
    message.addProperty("origin", review.at("").toString());
    message.addProperty("registrationId", registration.join());
    message.addProperty("data", content);
    session.send("ServiceWorker.deliverPushMessage", message);
  }

  /** Presses an action of the notification that is shown, from inside the worker. */
  private static void click(Page page, String action) {
    inWorker(
        page,
        "registration.getNotifications().then(([notification]) => dispatchEvent("
            + "new NotificationEvent('notificationclick', { notification, action: '"
            + action
            + "' })))");
  }

  private static void inWorker(Page page, String expression) {
    CDPSession session = page.context().browser().newBrowserCDPSession();
    // The worker of an earlier test may still be there.
    JsonElement here = targetInfo(page).get("browserContextId");
    List<String> workers = new ArrayList<>();
    for (JsonElement target : session.send("Target.getTargets").getAsJsonArray("targetInfos")) {
      JsonObject info = target.getAsJsonObject();
      if (info.get("url").getAsString().equals(review.at("/worker.js").toString())
          && here.equals(info.get("browserContextId"))) {
        workers.add(info.get("targetId").getAsString());
      }
    }
    JsonObject attach = new JsonObject();
    attach.addProperty("targetId", workers.getFirst());
    attach.addProperty("flatten", false);
    JsonObject evaluate = new JsonObject();
    evaluate.addProperty("expression", expression);
    JsonObject message = new JsonObject();
    message.addProperty("id", 1);
    message.addProperty("method", "Runtime.evaluate");
    message.add("params", evaluate);
    JsonObject send = new JsonObject();
    send.add("sessionId", session.send("Target.attachToTarget", attach).get("sessionId"));
    send.addProperty("message", message.toString());
    session.send("Target.sendMessageToTarget", send);
  }

  private static JsonObject targetInfo(Page page) {
    return page.context()
        .newCDPSession(page)
        .send("Target.getTargetInfo")
        .getAsJsonObject("targetInfo");
  }

  @Test
  void isAskedForOnlyByTheReadersOwnClick(Page page) {
    List<String> complaints = new ArrayList<>();
    page.onConsoleMessage(one -> complaints.add(one.text()));
    page.onPageError(complaints::add);
    page.navigate(review.at("/section/science").toString());
    page.waitForResponse(
        "**/my/follow", () -> page.locator(".list-head [data-toggle]").first().click());
    page.navigate(review.at("/my/push").toString());
    assertThat(page.locator("[data-push-on]")).isVisible();
    assertThat(page.locator("[data-push-off]")).isHidden();
    assertThat(page.locator("[data-push-none]")).isHidden();
    assertThat(page.locator("select[name='section:science']")).hasValue("once");
    page.selectOption("select[name='section:science']", "hourly");
    page.selectOption("select[name=begins]", "22");
    page.click("form[action='/my/push'] button:not([data-push-on])");
    assertThat(page.locator("select[name='section:science']")).hasValue("hourly");
    assertThat(page.locator("select[name=begins]")).hasValue("22");
    Screenshots.take(page, "push");
    assertThat(page.evaluate("Notification.permission")).isNotEqualTo("granted");
    assertThat(complaints).isEmpty();
  }
}
