package courant.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Browser.class)
class BrowserTest {
  @Test
  void rendersAndRuns(Page page) {
    page.setContent("<h1>Courant</h1><script>document.title = 'ran'</script>");
    assertThat(page.title()).isEqualTo("ran");
    assertThat(page.innerText("h1")).isEqualTo("Courant");
  }

  @Test
  void pagesOfOneTestShareItsContext(BrowserContext context, Page page) {
    assertThat(page.context()).isSameAs(context);
  }
}
