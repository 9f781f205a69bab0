package courant.desk.masthead;

import courant.masthead.Mastheads;
import courant.masthead.StandingPage;
import courant.masthead.StandingPages;
import courant.platform.db.Ids;
import courant.platform.html.Policy;
import courant.platform.job.Facts;
import courant.platform.web.Slug;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes, publishes, places and deletes standing pages. */
public final class SavePage {
  /** Characters of a title, at most. */
  public static final int LONGEST_TITLE = 200;

  private final Facts facts;
  private final StandingPages pages;
  private final Ids ids;

  public SavePage(Facts facts, StandingPages pages, Ids ids) {
    this.facts = facts;
    this.pages = pages;
    this.ids = ids;
  }

  /**
   * A page as it would be kept.
   *
   * @param known empty: a new one, whose address is made of its title and stays
   * @param body HTML; what may not stand on a page is taken out
   */
  public StandingPage page(
      Optional<StandingPage> known, String title, String body, boolean published) {
    return new StandingPage(
        known.map(StandingPage::id).orElseGet(ids::next),
        known.map(StandingPage::slug).orElseGet(() -> Slug.of(title)),
        title,
        Policy.ARTICLE.sanitise(body),
        published);
  }

  /** Keeps it; readers see it at once, if it is published. */
  public StandingPage save(StandingPage page) {
    return facts.write(
        telling -> {
          StandingPage kept = pages.write(telling.handle(), page);
          telling.tell(Mastheads.CHANGED, kept.id());
          return kept;
        });
  }

  /** Sets which pages stand in the foot of every page, in order; unknown numbers are left out. */
  public void setFooter(List<Long> wanted) {
    List<Long> known = pages.all().stream().map(StandingPage::id).toList();
    facts.write(
        telling -> {
          pages.setFooter(
              telling.handle(), wanted.stream().distinct().filter(known::contains).toList());
          telling.tell(Mastheads.CHANGED, 1);
          return true;
        });
  }

  /** Puts a page last in the foot, or takes it out of it. */
  public void inFooter(StandingPage page, boolean wanted) {
    List<Long> now = footer();
    if (wanted != now.contains(page.id())) {
      now.removeIf(id -> id == page.id());
      if (wanted) {
        now.add(page.id());
      }
      setFooter(now);
    }
  }

  /** Numbers of the pages in the foot, in order, also of those that are not published yet. */
  public List<Long> footer() {
    return new ArrayList<>(pages.inFooter());
  }

  public void delete(StandingPage page) {
    facts.write(
        telling -> {
          pages.delete(telling.handle(), page.id());
          telling.tell(Mastheads.CHANGED, page.id());
          return true;
        });
  }
}
