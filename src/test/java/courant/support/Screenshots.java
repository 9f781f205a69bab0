package courant.support;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Map;

/**
 * Pictures of a page for people to look at, in {@code target/screenshots}: at desk and phone size,
 * light and dark. Nothing is tested by them and they take longer than most tests, so they are taken
 * only for those who ask by {@code -Dcourant.test.screenshots=true}.
 */
public final class Screenshots {
  private static final boolean WANTED = Boolean.getBoolean("courant.test.screenshots");
  private static final Map<String, Integer> WIDTHS = Map.of("desk", 1280, "phone", 360);

  private Screenshots() {}

  /** Takes a page as it would look at either size. */
  public static void take(Page page, String name) {
    if (!WANTED) {
      return;
    }
    for (Map.Entry<String, Integer> width : WIDTHS.entrySet()) {
      page.setViewportSize(width.getValue(), 800);
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        takeAsItIs(page, name + "-" + width.getKey() + (scheme == ColorScheme.DARK ? "-dark" : ""));
      }
    }
    page.setViewportSize(1280, 800);
  }

  /** Takes a page at the size and in the colours it has now. */
  public static void takeAsItIs(Page page, String name) {
    if (WANTED) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(Path.of("target/screenshots", name + ".png")));
    }
  }
}
