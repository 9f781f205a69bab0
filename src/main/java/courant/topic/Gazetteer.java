package courant.topic;

import courant.platform.web.Slug;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The countries, regions, capitals and large cities that every review knows from the start, with
 * their names in several languages and what their people are called (Libya, ليبيا, Libyan). The
 * file's head says where they come from and how to make it anew.
 */
public final class Gazetteer {
  private static final String FILE = "/topic/gazetteer.tsv";

  private Gazetteer() {}

  /**
   * A place, or an organisation that the data has among them.
   *
   * @param key stays the same over releases: the ISO 3166 code of a country, the UN M49 number of a
   *     region, {@code city/} and a name for a city
   * @param slug of the name to show
   * @param kind place or organisation
   * @param names its names; the first is English and the one to show
   * @param demonyms its people and adjectives; they stand for the place in a text
   */
  public record Entry(
      String key, Slug slug, TopicKind kind, List<Alias> names, List<Alias> demonyms) {
    /** The entry as a topic. */
    public Topic topic(TopicId id) {
      return new Topic(id, slug, kind, names.getFirst().name(), "", "");
    }

    /** All by which it is found. */
    public List<Alias> aliases() {
      List<Alias> all = new ArrayList<>(names);
      all.addAll(demonyms);
      return all;
    }
  }

  /** All entries. */
  public static List<Entry> read() {
    return All.ENTRIES;
  }

  /** Read when first asked for. */
  private static final class All {
    static final List<Entry> ENTRIES = readFile();
  }

  private static List<Entry> readFile() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Gazetteer.class.getResourceAsStream(FILE)),
                StandardCharsets.UTF_8))) {
      return lines.lines().filter(it -> !it.startsWith("#")).map(Gazetteer::entry).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Entry entry(String line) {
    String[] cells = line.split("\t", -1);
    List<Alias> names = new ArrayList<>();
    List<Alias> demonyms = new ArrayList<>();
    for (int i = 2; i < cells.length; i++) {
      int mark = cells[i].indexOf('=');
      boolean isName = mark >= 0;
      int at = isName ? mark : cells[i].indexOf('~');
      for (String name : cells[i].substring(at + 1).split("\\|")) {
        (isName ? names : demonyms).add(new Alias(cells[i].substring(0, at), name));
      }
    }
    TopicKind kind = TopicKind.valueOf(cells[1].toUpperCase(Locale.ROOT));
    Slug slug = Slug.of(names.getFirst().name());
    return new Entry(cells[0], slug, kind, List.copyOf(names), List.copyOf(demonyms));
  }
}
