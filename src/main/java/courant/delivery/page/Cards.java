package courant.delivery.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import courant.edition.Edition;
import courant.platform.i18n.Texts;
import courant.platform.web.Templates;
import courant.story.Story;
import courant.story.Version;
import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * Stories as they stand in rows, for pages that are made for one reader each: a card is rendered
 * once for all of them, and kept for as long as somebody remembers the story as it was read then.
 */
public final class Cards {
  private static final int MOST = 10_000;
  private static final String SIZES = "(min-width: 42rem) 15rem, 6.5rem";

  private final Cache<Story, Card> cards =
      Caffeine.newBuilder().weakKeys().maximumSize(MOST).executor(Runnable::run).build();

  /** What was rendered, and what it shows besides its story. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and shared with no one who writes
  private record Card(byte[] html, List<Version> versions, Texts texts, ZoneId zone)
      implements Content {
    boolean shows(Edition.Entry entry, Texts otherTexts, ZoneId otherZone) {
      return versions.equals(entry.versions())
          && texts.equals(otherTexts)
          && zone.equals(otherZone);
    }

    @Override
    public void writeTo(TemplateOutput output) {
      output.writeBinaryContent(html);
    }
  }

  /** The card of an entry, for a template to write. */
  public Content of(Edition.Entry entry, Texts texts, ZoneId zone) {
    Card known = cards.getIfPresent(entry.story());
    if (known != null && known.shows(entry, texts, zone)) {
      return known;
    }
    Card fresh = new Card(render(entry, texts, zone), entry.versions(), texts, zone);
    cards.put(entry.story(), fresh);
    return fresh;
  }

  private static byte[] render(Edition.Entry entry, Texts texts, ZoneId zone) {
    return Templates.render(
        "page/card",
        Map.of(
            "story", entry.story(),
            "versions", entry.versions(),
            "texts", texts,
            "zone", zone,
            "sizes", SIZES));
  }
}
