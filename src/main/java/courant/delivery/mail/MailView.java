package courant.delivery.mail;

import courant.edition.Edition;
import courant.edition.Reason;
import courant.masthead.Masthead;
import courant.platform.html.HtmlText;
import courant.platform.i18n.Texts;
import courant.platform.web.Addresses;
import courant.story.Story;
import courant.story.Version;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the templates of a message show.
 *
 * @param site public address of the review
 * @param list what the message is an issue of, such as a section's name
 * @param opening paragraphs by the desk; empty for what goes out by itself
 * @param corrections of what the reader was mailed before
 * @param single whether it is one story by itself
 * @param attached whether the first story's picture travels with the message
 * @param more where there is more than is shown; empty if there is not
 * @param archive where the same is to be read on the web
 * @param preferences what leads to the reader's preferences
 * @param leave what ends this
 */
public record MailView(
    Masthead masthead,
    Texts texts,
    String site,
    String list,
    String day,
    List<String> opening,
    List<Corrected> corrections,
    List<Edition.Entry> entries,
    boolean single,
    boolean attached,
    Optional<String> more,
    String archive,
    String preferences,
    String leave) {
  /**
   * What was wrong.
   *
   * @param withdrawn whether the story was taken back altogether
   * @param address where it says so on the web
   */
  public record Corrected(String headline, String note, boolean withdrawn, String address) {
    /** What it begins with: that it is a correction, or a withdrawal. */
    public String label(Texts texts) {
      return texts.say(withdrawn ? "mail.message.withdrawn" : "mail.message.correction");
    }
  }

  private static final int WORDS = 45;
  private static final int WORDS_OF_ONE = 200;

  /** Pixels of a message's column, and of a picture that is sharp in it on any screen. */
  private static final int COLUMN = 560;

  private static final int WIDE = 1_120;

  /** A story's own address. */
  public String address(Story story) {
    return site + Addresses.encode(story.path());
  }

  /** A version's own address. */
  public String address(Version version) {
    return site + Addresses.encode(version.path());
  }

  /** Whose version it is. */
  public String house(Version version) {
    return version.source().map(Version.Named::name).orElse(masthead.title());
  }

  /** The address of the first story's picture as mail programs need it, if there is one. */
  public Optional<String> picture(Story story) {
    return attached
        ? Optional.of("cid:" + LeadPicture.ID)
        : story
            .lead()
            .map(lead -> lead.near(WIDE))
            .map(src -> src.startsWith("/") ? site + src : src)
            .filter(src -> !src.endsWith(".svg"));
  }

  /** How high it is where it is as wide as the column; empty if nobody knows. */
  public Optional<Integer> pictureHeight(Story story) {
    return story
        .lead()
        .filter(lead -> lead.width() > 0)
        .map(lead -> Math.round((float) COLUMN * lead.height() / lead.width()));
  }

  /** What the story says in short. */
  public String summary(Story story) {
    return story.standfirst().isEmpty()
        ? HtmlText.excerpt(story.told(), WORDS)
        : story.standfirst();
  }

  /** How a story that comes by itself begins. */
  public String beginning(Story story) {
    return HtmlText.excerpt(story.told(), WORDS_OF_ONE);
  }

  /** What the reader follows of it, by name; empty if it is in for another reason. */
  public String because(Edition.Entry entry) {
    return String.join(
        ", ",
        entry.reasons().stream()
            .flatMap(
                reason ->
                    reason instanceof Reason.Follows(_, var name)
                        ? Stream.of(name)
                        : Stream.<String>empty())
            .filter(name -> !name.isEmpty())
            .toList());
  }

  /** Who wrote it, and where it came from. */
  public String byline(Story story) {
    return String.join(
        " · ",
        Stream.concat(
                story.byline().stream().map(author -> author.name()),
                story.origin().stream().map(origin -> origin.credit()))
            .toList());
  }
}
