package courant.syndication.fetch;

import courant.platform.i18n.Texts;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a fetch brought nothing, or less than it might have.
 *
 * @param detail what the far side or the reader of feeds said of it, as said; may be empty
 */
public record Trouble(Kind kind, String detail) {
  private static final int LONGEST = 1_000;

  /** What went wrong, as far as it makes a difference to what one can do about it. */
  public enum Kind {
    /** Its address is none that we can go to. */
    ADDRESS,
    /** It is on a private network, or leads there. */
    PRIVATE,
    NO_HOST,
    UNREACHABLE,
    SLOW,
    LARGE,
    /** It redirects in circles. */
    REDIRECTS,
    /** Its robots.txt does not want us. */
    ROBOTS,
    FORBIDDEN,
    NOT_FOUND,
    /** Its server said 410: it will not be asked again. */
    GONE,
    /** Its server asked to be left alone for a while. */
    BUSY,
    /** Its server has a fault. */
    SERVER,
    /** Its server answered something else that is no feed. */
    STATUS,
    EMPTY,
    WEB_PAGE,
    NO_FEED,
    /** It was read, but is not as it should be. */
    FAULTY,
    /** Its stories came, but without the text of their pages. */
    PAGES,
    /** There was no room for it: too much came in from other feeds at the same time. */
    CROWDED,
    /** We have a fault. */
    OURS;

    /** Whether the fetch brought nothing because of it. */
    public boolean stops() {
      return this != FAULTY && this != PAGES;
    }

    /** How it is written in the database and in the names of texts. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  /** Cuts what is longer than anybody reads. */
  public Trouble {
    detail = detail.length() > LONGEST ? detail.substring(0, LONGEST) + "…" : detail;
  }

  /** Trouble of which nothing more is known. */
  public static Trouble of(Kind kind) {
    return new Trouble(kind, "");
  }

  /** As kept in two columns; empty for no trouble. */
  static Optional<Trouble> of(String word, String detail) {
    return word.isEmpty() ? Optional.empty() : Optional.of(new Trouble(Kind.of(word), detail));
  }

  /** What is wrong, for people. */
  public String said(Texts texts) {
    return texts.say("source.trouble." + kind.word());
  }

  /** What one can do about it. */
  public String advice(Texts texts) {
    return texts.say("source.trouble." + kind.word() + ".advice");
  }

  /** In English, for the log and the shell. */
  @Override
  public String toString() {
    String said = said(Texts.in(Locale.ENGLISH)).replaceFirst("\\.$", "");
    return detail.isEmpty() ? said : said + ": " + detail;
  }
}
