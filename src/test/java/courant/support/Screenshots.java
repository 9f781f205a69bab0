package courant.support;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Map;

/**
 * Pictures of a page for people to look at, in {@code target/screenshots}: at desk and phone size,
 * light and dark.
 */
public final class Screenshots {
  private static final Map<String, Integer> WIDTHS = Map.of("desk", 1280, "phone", 360);

  private Screenshots() {}

  public static void take(Page page, String name) {
    for (Map.Entry<String, Integer> width : WIDTHS.entrySet()) {
      page.setViewportSize(width.getValue(), 800);
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        String file =
            name + "-" + width.getKey() + (scheme == ColorScheme.DARK ? "-dark" : "") + ".png";
        page.screenshot(
            new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target/screenshots", file)));
      }
    }
    page.setViewportSize(1280, 800);
  }
}
