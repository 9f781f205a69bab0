package courant.transfer;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of a WordPress post as HTML: block comments go, shortcodes become elements or go with a
 * note, and in posts of the classic editor empty lines become paragraphs.
 */
final class WordPressText {
  private static final Pattern BLOCK_COMMENT =
      Pattern.compile("<!--\\s*/?wp:.*?-->", Pattern.DOTALL);
  private static final Pattern MARKS =
      Pattern.compile("<!--\\s*(more|nextpage|noteaser).*?-->", Pattern.DOTALL);
  private static final Pattern CAPTION =
      Pattern.compile("\\[(?:wp_)?caption([^\\]]*)\\](.*?)\\[/(?:wp_)?caption\\]", Pattern.DOTALL);
  private static final Pattern CAPTION_ATTRIBUTE = Pattern.compile("caption=[\"']([^\"']*)[\"']");
  private static final Pattern PICTURE =
      Pattern.compile("(?:<a\\b[^>]*>\\s*)?<img\\b[^>]*>(?:\\s*</a>)?", Pattern.DOTALL);
  private static final Pattern EMBED =
      Pattern.compile("\\[embed[^\\]]*\\]\\s*(https?://[^\\s\\[\"]+)\\s*\\[/embed\\]");
  private static final Pattern MEDIA =
      Pattern.compile(
          "\\[(audio|video)\\b[^\\]]*?(?:src|mp3|mp4|m4v|webm|ogg|wav)=[\"']([^\"']+)[\"'][^\\]]*\\](?:\\s*\\[/\\1\\])?");

  /** As WordPress reads them: a name of letters, then nothing, a slash or attributes. */
  private static final Pattern SHORTCODE =
      Pattern.compile(
          "\\[(/?)([a-zA-Z][a-zA-Z0-9_-]{2,40})((?:\\s+[a-zA-Z0-9_-]+=(?:\"[^\"]*\"|'[^']*'|[^\\s\\]]+))*\\s*/?)\\](?!\\()");

  private static final Set<String> BARE_SHORTCODES =
      Set.of(
          "gallery", "playlist", "contact-form", "more", "toc", "sitemap", "archives", "polldaddy");
  private static final Pattern BLOCK =
      Pattern.compile(
          "^</?(?:address|article|aside|blockquote|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|iframe|li|main|math|nav|ol|object|p|pre|section|style|script|table|tbody|td|tfoot|th|thead|tr|ul|video|audio)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern PRE =
      Pattern.compile(
          "<(pre|script|style|textarea)\\b.*?</\\1>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern BARE_ADDRESS = Pattern.compile("^https?://\\S+$");

  private WordPressText() {}

  /** Turns content into HTML and adds to {@code notes} what was dropped. */
  static String html(String content, List<String> notes) {
    boolean blocks = content.contains("<!-- wp:");
    String bare = MARKS.matcher(BLOCK_COMMENT.matcher(content).replaceAll("")).replaceAll("");
    String told = shortcodes(bare, notes);
    return blocks ? told : paragraphs(told.replace("\r\n", "\n").replace('\r', '\n'));
  }

  private static String shortcodes(String content, List<String> notes) {
    if (content.indexOf('[') < 0) {
      return content;
    }
    String captioned =
        CAPTION
            .matcher(content)
            .replaceAll(hit -> Matcher.quoteReplacement(figure(hit.group(1), hit.group(2))));
    String embedded =
        EMBED
            .matcher(captioned)
            .replaceAll(
                hit ->
                    Matcher.quoteReplacement(
                        "<p><a href=\"" + hit.group(1) + "\">" + hit.group(1) + "</a></p>"));
    String played =
        MEDIA
            .matcher(embedded)
            .replaceAll(
                hit ->
                    Matcher.quoteReplacement(
                        "<"
                            + hit.group(1)
                            + " controls src=\""
                            + hit.group(2)
                            + "\"></"
                            + hit.group(1)
                            + ">"));
    Set<String> dropped = new TreeSet<>();
    String rest =
        SHORTCODE
            .matcher(played)
            .replaceAll(
                hit -> {
                  boolean code =
                      !hit.group(1).isEmpty()
                          || !hit.group(3).isBlank()
                          || BARE_SHORTCODES.contains(hit.group(2))
                          || played.contains("[/" + hit.group(2) + "]");
                  if (!code) {
                    return Matcher.quoteReplacement(hit.group());
                  }
                  dropped.add(hit.group(2));
                  return "";
                });
    dropped.forEach(name -> notes.add("shortcode [" + name + "] dropped"));
    return rest;
  }

  private static String figure(String attributes, String inside) {
    Matcher picture = PICTURE.matcher(inside);
    String image = picture.find() ? picture.group() : "";
    String after = image.isEmpty() ? inside : inside.substring(picture.end());
    Matcher attribute = CAPTION_ATTRIBUTE.matcher(attributes);
    String caption = after.isBlank() && attribute.find() ? attribute.group(1) : after.strip();
    return "<figure>"
        + image
        + (caption.isEmpty() ? "" : "<figcaption>" + caption + "</figcaption>")
        + "</figure>";
  }

  /** Empty lines part paragraphs, single ones break lines, except around and inside blocks. */
  private static String paragraphs(String text) {
    if (text.indexOf('\n') < 0 && BLOCK.matcher(text.stripLeading()).find()) {
      return text;
    }
    StringBuilder html = new StringBuilder(text.length() + 64);
    Matcher pre = PRE.matcher(text);
    int from = 0;
    while (pre.find()) {
      flow(html, text.substring(from, pre.start()));
      html.append(pre.group()).append('\n');
      from = pre.end();
    }
    flow(html, text.substring(from));
    return html.toString();
  }

  private static void flow(StringBuilder html, String text) {
    for (String part : text.split("\\n\\s*\\n")) {
      String lines = part.strip();
      if (lines.isEmpty()) {
        continue;
      }
      if (BLOCK.matcher(lines).find()) {
        html.append(lines).append('\n');
      } else if (BARE_ADDRESS.matcher(lines).matches()) {
        html.append("<p><a href=\"")
            .append(lines.replace("\"", "%22"))
            .append("\">")
            .append(lines)
            .append("</a></p>\n");
      } else {
        html.append("<p>")
            .append(
                lines.replaceAll(
                    "(?<!>)\\n(?!\\s*</?(?:p|div|ul|ol|li|h[1-6]|blockquote|table)\\b)", "<br>\n"))
            .append("</p>\n");
      }
    }
  }
}
