package courant.transfer.wordpress;

import courant.masthead.Masthead;
import courant.masthead.Mastheads;
import courant.masthead.StandingPage;
import courant.masthead.StandingPages;
import courant.platform.web.Addresses;
import courant.platform.web.Xml;
import courant.reply.Replies;
import courant.reply.Reply;
import courant.reply.ReplyId;
import courant.reply.ReplyState;
import courant.story.Author;
import courant.story.Picture;
import courant.story.Stories;
import courant.story.Story;
import courant.story.StoryState;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes the review as a WordPress export (WXR 1.2), which nearly every other system reads. */
public final class WordPressWriter {
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final int BATCH = 500;

  private static final String[] NAMESPACES = {
    "version",
    "2.0",
    "xmlns:excerpt",
    "http://wordpress.org/export/1.2/excerpt/",
    "xmlns:content",
    "http://purl.org/rss/1.0/modules/content/",
    "xmlns:wfw",
    "http://wellformedweb.org/CommentAPI/",
    "xmlns:dc",
    "http://purl.org/dc/elements/1.1/",
    "xmlns:wp",
    "http://wordpress.org/export/1.2/"
  };

  private final Mastheads mastheads;
  private final StandingPages pages;
  private final Stories stories;
  private final Replies replies;
  private final String site;

  /**
   * @param site its web address, without a slash at its end
   */
  public WordPressWriter(
      Mastheads mastheads, StandingPages pages, Stories stories, Replies replies, String site) {
    this.mastheads = mastheads;
    this.pages = pages;
    this.stories = stories;
    this.replies = replies;
    this.site = site;
  }

  /** Writes story by story; the file is there only once it is whole. */
  public void write(Path file) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16)) {
      Xml xml = head(new Xml(out));
      all(story -> item(xml, story));
      pages.all().forEach(page -> page(xml, page));
      xml.finish();
    }
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private Xml head(Xml xml) {
    Masthead masthead = mastheads.masthead();
    xml.start("rss", NAMESPACES)
        .start("channel")
        .text("title", masthead.title())
        .text("link", site)
        .text("description", masthead.tagline())
        .text("language", masthead.language().toLanguageTag())
        .text("wp:wxr_version", "1.2")
        .text("wp:base_site_url", site)
        .text("wp:base_blog_url", site);
    authors()
        .values()
        .forEach(
            author ->
                xml.start("wp:author")
                    .text("wp:author_login", author.slug().value())
                    .text("wp:author_display_name", author.name())
                    .end());
    mastheads
        .sections()
        .forEach(
            section ->
                xml.start("wp:category")
                    .text("wp:category_nicename", section.slug().value())
                    .text("wp:cat_name", section.name())
                    .text("wp:category_description", section.description())
                    .end());
    return xml;
  }

  private Map<Long, Author> authors() {
    Map<Long, Author> authors = new LinkedHashMap<>();
    all(story -> story.byline().forEach(author -> authors.put(author.id().value(), author)));
    return authors;
  }

  private void all(Consumer<Story> taker) {
    long after = 0;
    while (true) {
      List<Story> batch = stories.after(after, BATCH);
      batch.forEach(taker);
      if (batch.size() < BATCH) {
        return;
      }
      after = batch.getLast().id().value();
    }
  }

  private void item(Xml xml, Story story) {
    xml.start("item").text("title", story.headline());
    String status = state(xml, story.state());
    story.byline().stream()
        .findFirst()
        .ifPresent(author -> xml.text("dc:creator", author.slug().value()));
    xml.text("content:encoded", Shortcodes.escape(story.body()))
        .text("excerpt:encoded", story.standfirst())
        .text("wp:post_id", Long.toString(story.id().value()))
        .text("wp:post_name", story.slug().value())
        .text("wp:status", status)
        .text("wp:post_type", "post");
    labels(xml, story);
    story
        .origin()
        .ifPresent(
            origin -> {
              meta(xml, "syndication_source", origin.source().name());
              meta(xml, "syndication_permalink", origin.address());
            });
    story.lead().ifPresent(lead -> meta(xml, "_thumbnail_id", attachment(story)));
    comments(xml, story);
    xml.end();
    story.lead().ifPresent(lead -> picture(xml, story, lead));
  }

  /** Tells the dates, and answers the status. */
  private String state(Xml xml, StoryState state) {
    return switch (state) {
      case StoryState.Published(var path, var published, var updated) -> {
        xml.text("link", site + Addresses.encode(path));
        dates(xml, published, updated);
        yield "publish";
      }
      case StoryState.Scheduled(var due) -> {
        dates(xml, due, due);
        yield "future";
      }
      case StoryState.Draft _ -> "draft";
      case StoryState.Withdrawn _, StoryState.Expired _ -> "trash";
    };
  }

  private static void labels(Xml xml, Story story) {
    story
        .section()
        .ifPresent(section -> label(xml, "category", section.slug().value(), section.name()));
    story.topics().forEach(topic -> label(xml, "post_tag", topic.slug().value(), topic.name()));
    if (story.byline().size() > 1) {
      story
          .byline()
          .forEach(author -> label(xml, "author", "cap-" + author.slug().value(), author.name()));
    }
  }

  private static void label(Xml xml, String domain, String slug, String name) {
    xml.text("category", name, "domain", domain, "nicename", slug);
  }

  /** WordPress keeps pictures as items of their own; a story's number with a minus names its. */
  private static String attachment(Story story) {
    return "-" + story.id().value();
  }

  private void picture(Xml xml, Story story, Picture lead) {
    String address = lead.src().startsWith("/") ? site + lead.src() : lead.src();
    xml.start("item")
        .text("title", lead.alt())
        .text("excerpt:encoded", lead.caption())
        .text("wp:post_id", attachment(story))
        .text("wp:post_parent", Long.toString(story.id().value()))
        .text("wp:status", "inherit")
        .text("wp:post_type", "attachment")
        .text("wp:attachment_url", address);
    meta(xml, "_wp_attachment_image_alt", lead.alt());
    xml.end();
  }

  private static void dates(Xml xml, Instant published, Instant updated) {
    String gmt = LOCAL.format(published.atOffset(ZoneOffset.UTC));
    xml.text(
            "pubDate",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(published.atOffset(ZoneOffset.UTC)))
        .text("wp:post_date", gmt)
        .text("wp:post_date_gmt", gmt)
        .text("wp:post_modified_gmt", LOCAL.format(updated.atOffset(ZoneOffset.UTC)));
  }

  /**
   * What readers can read, in its threads, and no address. An answer to what was taken back answers
   * what that had answered.
   */
  private void comments(Xml xml, Story story) {
    Map<ReplyId, String> known = new HashMap<>();
    for (Reply reply : replies.shown(story.id(), Replies.Order.OLDEST, 0, Integer.MAX_VALUE)) {
      String parent = reply.parent().map(of -> known.getOrDefault(of, "0")).orElse("0");
      boolean there = reply.state() == ReplyState.APPROVED;
      String id = Long.toString(reply.id().value());
      known.put(reply.id(), there ? id : parent);
      if (there) {
        String at = LOCAL.format(reply.at().atOffset(ZoneOffset.UTC));
        xml.start("wp:comment")
            .text("wp:comment_id", id)
            .text("wp:comment_author", reply.name())
            .text("wp:comment_author_url", reply.website())
            .text("wp:comment_date", at)
            .text("wp:comment_date_gmt", at)
            .text("wp:comment_content", reply.body())
            .text("wp:comment_approved", "1")
            .text("wp:comment_type", "comment")
            .text("wp:comment_parent", parent)
            .end();
      }
    }
  }

  private static void meta(Xml xml, String key, String value) {
    if (!value.isEmpty()) {
      xml.start("wp:postmeta").text("wp:meta_key", key).text("wp:meta_value", value).end();
    }
  }

  private void page(Xml xml, StandingPage page) {
    xml.start("item")
        .text("title", page.title())
        .text("link", site + Addresses.encode(page.path()))
        .text("content:encoded", Shortcodes.escape(page.body()))
        .text("wp:post_id", Long.toString(page.id()))
        .text("wp:post_name", page.slug().value())
        .text("wp:status", page.listed() ? "publish" : "draft")
        .text("wp:post_type", "page")
        .end();
  }
}
