package courant.support;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a real browser: a parameter of type {@link Page} or {@link BrowserContext} is fresh
 * for each test, and belongs to the one Chromium that is started for all classes of a process: to
 * JUnit, each class that Surefire hands to a fork is a run of its own. It reaches this machine
 * only; every other name is unknown to it.
 *
 * {@snippet :
 * @ExtendWith(Browser.class)
 * class FrontPageTest {
 *   @Test
 *   void showsStories(Page page) {
 *     page.navigate(review.url());
 *   }
 * }
 * }
 *
 * <p>Without a Chromium such a test is skipped, saying so; where {@code CI=true} it fails. {@code
 * COURANT_CHROMIUM} names one that is elsewhere. Where Chromium's headless shell is there, it is
 * taken: it has no window to draw and takes a third of the time. Tests of what only the whole of it
 * has, such as notifications, are marked {@link Whole}.
 */
public final class Browser implements ParameterResolver {
  /** Marks tests that need more of Chromium than its headless shell has. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  public @interface Whole {}

  private static final Namespace OURS = Namespace.create(Browser.class);

  private static final List<String> ARGUMENTS =
      List.of(
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-gpu",
          "--disable-quic",
          "--disable-sync",
          "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
          "--no-first-run",
          "--no-sandbox");

  private static final List<String> USUAL_SHELLS = List.of("/usr/bin/chromium-headless-shell");

  private static final List<String> USUAL_PLACES =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    return type == Page.class || type == BrowserContext.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    boolean whole = test.getRequiredTestClass().isAnnotationPresent(Whole.class);
    Running running =
        test.getStore(StoreScope.LAUNCHER_SESSION, OURS)
            .computeIfAbsent(whole ? "whole" : "any", _ -> Running.start(whole), Running.class);
    BrowserContext context =
        test.getStore(OURS)
            .computeIfAbsent(Visit.class, _ -> Visit.of(running), Visit.class)
            .context();
    return parameter.getParameter().getType() == Page.class ? context.newPage() : context;
  }

  /** One test's own cookies, storage and pages. */
  private record Visit(BrowserContext context) implements AutoCloseable {
    static Visit of(Running running) {
      com.microsoft.playwright.Browser browser =
          running.browser().orElseGet(() -> Assumptions.abort("no Chromium"));
      BrowserContext context = browser.newContext();
      context.setDefaultTimeout(10_000);
      return new Visit(context);
    }

    @Override
    public void close() {
      context.close();
    }
  }

  /** The browser of this process, if the machine has one. */
  private record Running(
      Optional<Playwright> playwright, Optional<com.microsoft.playwright.Browser> browser)
      implements AutoCloseable {

    static Running start(boolean whole) {
      Optional<Path> chromium = find(whole);
      if (chromium.isEmpty() && "true".equals(System.getenv("CI"))) {
        throw new IllegalStateException("no Chromium, and CI has to test in one");
      }
      if (chromium.isEmpty()) {
        System.err.println("courant: tests in a browser are skipped; there is no Chromium here");
        return new Running(Optional.empty(), Optional.empty());
      }
      Playwright playwright =
          Playwright.create(new Playwright.CreateOptions().setEnv(environment()));
      com.microsoft.playwright.Browser browser =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(chromium.get())
                      .setHeadless(true)
                      .setArgs(ARGUMENTS));
      return new Running(Optional.of(playwright), Optional.of(browser));
    }

    private static Optional<Path> find(boolean whole) {
      return Stream.of(
              Stream.ofNullable(System.getenv("COURANT_CHROMIUM")),
              (whole ? List.<String>of() : USUAL_SHELLS).stream(),
              USUAL_PLACES.stream())
          .flatMap(places -> places)
          .map(Path::of)
          .filter(Files::isExecutable)
          .findFirst();
    }

    /** A Node.js that is there saves unpacking the 120 MB of the driver's own. */
    private static Map<String, String> environment() {
      Map<String, String> environment = new HashMap<>();
      environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
      Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
          .map(folder -> Path.of(folder, "node"))
          .filter(Files::isExecutable)
          .findFirst()
          .ifPresent(node -> environment.put("PLAYWRIGHT_NODEJS_PATH", node.toString()));
      return environment;
    }

    @Override
    public void close() {
      browser.ifPresent(com.microsoft.playwright.Browser::close);
      playwright.ifPresent(Playwright::close);
    }
  }
}
