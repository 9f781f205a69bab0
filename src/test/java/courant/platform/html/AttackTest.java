package courant.platform.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import courant.support.Browser;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every attack that we know of, in a real browser: as it comes, and sanitised. */
@ExtendWith(Browser.class)
class AttackTest {
  private static final Pattern CODE_POINT = Pattern.compile("⟨([0-9a-f]+)⟩");

  /** In every frame, however deep: what attacks call tells the top window instead. */
  private static final String TELL =
      """
      for (const name of ['alert', 'confirm', 'prompt', 'print']) {
        window[name] = () => { top.postMessage('fired', '*'); };
      }
      """;

  /** Shown on every page, to know that the page would notice. */
  private static final String CANARY = "<img src=x onerror=alert(1)>";

  /** Browsers give up on pages of many hundred frames. */
  private static final int PAGE_FULL = 60;

  private static final URI BASE = URI.create("http://localhost:9/story");
  private static final List<Attack> ATTACKS = read();

  /**
   * @param calls whether it is known to call {@code alert()}; others do what only some browsers do
   */
  private record Attack(String html, boolean calls) {
    boolean works() {
      return calls || html.contains("/fired");
    }
  }

  /** What documents did: the ones that fired, what should not be in them, what they asked for. */
  private record Seen(Set<String> fired, List<String> faults, List<String> requests) {
    void read(List<String> documents, Object told) {
      JsonObject page = new JsonObject((String) told);
      for (Object number : page.getJsonArray("fired")) {
        fired.add(documents.get((Integer) number));
      }
      for (Object fault : page.getJsonArray("faults")) {
        JsonArray found = (JsonArray) fault;
        faults.add(found.getString(1) + " in " + documents.get(found.getInteger(0)));
      }
      assertThat(page.getJsonArray("fired")).as("the page notices").contains(documents.size() - 1);
    }

    void ask(String address) {
      if (address.contains("/fired")) {
        requests.add(address);
      }
    }
  }

  @Test
  void attacksWorkUnlessSanitised(BrowserContext browser) {
    List<String> known = ATTACKS.stream().filter(Attack::calls).map(Attack::html).toList();
    Seen seen =
        open(
            browser,
            ATTACKS.stream().filter(Attack::works).map(Attack::html).toList(),
            Set.copyOf(known));
    assertThat(known).hasSizeGreaterThan(250);
    assertThat(seen.fired()).containsAll(known);
    assertThat(seen.requests()).hasSizeGreaterThan(20);
  }

  @Test
  void noAttackWorksSanitised(BrowserContext browser) {
    List<String> clean =
        ATTACKS.stream()
            .flatMap(a -> Stream.of(Policy.values()).map(p -> p.sanitise(a.html(), BASE)))
            .distinct()
            .toList();
    Seen seen = open(browser, clean, Set.of());
    assertAll(
        () -> assertThat(seen.fired()).containsExactly(CANARY),
        () -> assertThat(seen.faults()).allMatch(fault -> fault.endsWith(CANARY)),
        () -> assertThat(seen.requests()).isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void sanitisingAgainChangesNothing(Policy policy) {
    for (Attack attack : ATTACKS) {
      String clean = policy.sanitise(attack.html());
      assertThat(policy.sanitise(clean)).as(attack.html()).isEqualTo(clean);
    }
  }

  /** Opens documents a page full at a time, and says which of them did what they should not. */
  private static Seen open(BrowserContext browser, List<String> documents, Set<String> expected) {
    browser.addInitScript(TELL);
    Seen seen = new Seen(new TreeSet<>(), new ArrayList<>(), new ArrayList<>());
    browser.onRequest(request -> seen.ask(request.url()));
    browser.onDialog(Dialog::dismiss);
    for (int i = 0; i < documents.size(); i += PAGE_FULL) {
      List<String> shown =
          new ArrayList<>(documents.subList(i, Math.min(i + PAGE_FULL, documents.size())));
      shown.add(CANARY);
      Page page = browser.newPage();
      page.setContent("<!doctype html><title>attacks</title>");
      List<Integer> calling =
          IntStream.range(0, shown.size())
              .filter(n -> n == shown.size() - 1 || expected.contains(shown.get(n)))
              .boxed()
              .toList();
      seen.read(
          shown,
          page.evaluate(resource("attacks.js"), Map.of("documents", shown, "expected", calling)));
      page.close();
    }
    return seen;
  }

  private static List<Attack> read() {
    return resource("attacks.txt")
        .lines()
        .filter(line -> !line.isEmpty() && !line.startsWith("# "))
        .map(
            line ->
                line.startsWith("! ")
                    ? new Attack(unescape(line.substring(2)), true)
                    : new Attack(unescape(line), false))
        .toList();
  }

  private static String unescape(String line) {
    return CODE_POINT
        .matcher(line)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))));
  }

  private static String resource(String name) {
    try (InputStream in = AttackTest.class.getResourceAsStream("/platform/html/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
