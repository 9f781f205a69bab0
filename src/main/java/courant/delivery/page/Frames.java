package courant.delivery.page;

import courant.delivery.Handles;
import courant.edition.Audience;
import courant.masthead.Look;
import courant.masthead.Masthead;
import courant.masthead.Mastheads;
import courant.masthead.Navigation;
import courant.masthead.Section;
import courant.masthead.ThemeFolder;
import courant.platform.i18n.Texts;
import courant.platform.web.Addresses;
import courant.platform.web.Request;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the frame around a page. */
public final class Frames {
  private final Mastheads mastheads;
  private final Navigation navigation;
  private final Handles handles;
  private final Supplier<Look> look;
  private final ThemeFolder theme;

  /**
   * @param look how pages look now
   */
  public Frames(
      Mastheads mastheads,
      Navigation navigation,
      Handles handles,
      Supplier<Look> look,
      ThemeFolder theme) {
    this.theme = theme;
    this.mastheads = mastheads;
    this.navigation = navigation;
    this.handles = handles;
    this.look = look;
  }

  /** Frames in another look than the review's. */
  Frames in(Look other) {
    return new Frames(mastheads, navigation, handles, () -> other, theme);
  }

  /** The operator's own style. */
  ThemeFolder theme() {
    return theme;
  }

  /** Under which name an audience's stories are followed from the fediverse, if they are. */
  Optional<String> handle(Audience audience) {
    return handles.of(audience);
  }

  /** Where somebody follows such a name from their own server. */
  Handles.Home home(String account, String handle) {
    return handles.home(account, handle);
  }

  public Masthead masthead() {
    return mastheads.masthead();
  }

  public List<Section> sections() {
    return mastheads.sections();
  }

  /** In the review's language. */
  public Texts texts() {
    return Texts.in(masthead().language());
  }

  /**
   * A frame for a page that stands for itself: known under its own path, listed by search engines.
   */
  public Frame page(Request request, String path, String title, String description) {
    Masthead masthead = mastheads.masthead();
    return new Frame(
        masthead,
        mastheads.sections(),
        Texts.in(masthead.language()),
        request.site(),
        path,
        title,
        description,
        request.site() + Addresses.encode(path),
        Optional.of(feeds("", masthead.title())),
        List.of(),
        List.of(),
        true,
        look.get(),
        theme.style(),
        navigation.ways());
  }

  /** A frame for what search engines should not list: results, errors, what is personal. */
  public Frame unlisted(Request request, String title) {
    Frame frame = page(request, request.path(), title, "");
    return new Frame(
        frame.masthead(),
        frame.sections(),
        frame.texts(),
        frame.site(),
        frame.path(),
        title,
        "",
        "",
        frame.feeds(),
        List.of(),
        List.of(),
        false,
        frame.look(),
        frame.style(),
        frame.ways());
  }

  /** The feeds of the list at a path. */
  static Frame.Feeds feeds(String path, String title) {
    return new Frame.Feeds(path + "/feed", path + "/feed.atom", path + "/feed.json", title);
  }
}
