package courant.masthead;

import courant.platform.db.Database;
import courant.platform.job.Facts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** What leads from every page to the others: the bar at its head, and its foot. Kept in memory. */
public final class Navigation {
  /** Lines of the bar, at most. */
  public static final int MOST = 40;

  /**
   * As readers see them, with their labels.
   *
   * @param bar at the head, in order
   * @param foot standing pages in the foot, in order
   */
  public record Ways(List<NavLink> bar, List<NavLink> foot) {}

  private final Database database;
  private final Facts facts;
  private final Mastheads mastheads;
  private final StandingPages pages;
  private volatile Ways ways;

  public Navigation(Database database, Facts facts, Mastheads mastheads, StandingPages pages) {
    this.database = database;
    this.facts = facts;
    this.mastheads = mastheads;
    this.pages = pages;
    this.ways = read();
    facts.remind(
        fact -> {
          if (fact.kind().equals(Mastheads.CHANGED)) {
            ways = read();
          }
        });
  }

  public Ways ways() {
    return ways;
  }

  /** The bar as it was set, with empty labels; empty if nobody set it: then the sections stand. */
  public List<NavLink> chosen() {
    return database.read(Navigation::chosen);
  }

  private static List<NavLink> chosen(Handle handle) {
    return handle
        .createQuery("select label, address from navigation order by position")
        .map((row, _) -> new NavLink(row.getString("label"), row.getString("address")))
        .list();
  }

  /**
   * Sets the bar.
   *
   * @param links none: the sections, in their order
   */
  public void set(List<NavLink> links) {
    facts.write(
        telling -> {
          Handle handle = telling.handle();
          handle.execute("delete from navigation");
          for (int i = 0; i < Math.min(MOST, links.size()); i++) {
            NavLink link = links.get(i);
            handle.execute(
                "insert into navigation (position, label, address) values (?, ?, ?)",
                i,
                link.label(),
                link.address());
          }
          telling.tell(Mastheads.CHANGED, 1);
          return true;
        });
  }

  private Ways read() {
    List<NavLink> chosen = chosen();
    Map<String, String> names = names();
    List<NavLink> bar =
        chosen.isEmpty()
            ? mastheads.sections().stream()
                .map(section -> new NavLink(section.name(), section.path()))
                .toList()
            : chosen.stream().map(link -> named(link, names)).flatMap(Optional::stream).toList();
    List<NavLink> foot =
        pages.footer().stream().map(page -> new NavLink(page.title(), page.path())).toList();
    return new Ways(bar, foot);
  }

  /** A section or page that is gone has no name any more, and no line. */
  private static Optional<NavLink> named(NavLink link, Map<String, String> names) {
    String label = link.label().isEmpty() ? names.getOrDefault(link.address(), "") : link.label();
    return label.isEmpty() ? Optional.empty() : Optional.of(new NavLink(label, link.address()));
  }

  /** What sections and published pages are called, by address. */
  public Map<String, String> names() {
    return Stream.concat(
            mastheads.sections().stream()
                .map(section -> new NavLink(section.name(), section.path())),
            pages.listed().stream().map(page -> new NavLink(page.title(), page.path())))
        .collect(
            Collectors.toMap(
                NavLink::address, NavLink::label, (first, _) -> first, LinkedHashMap::new));
  }
}
