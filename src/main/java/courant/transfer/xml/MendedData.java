package courant.transfer.xml;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mends CDATA sections that end too early, since their text has a {@code ]]>} in it, or that never
 * end: a text goes on until its element closes.
 */
final class MendedData {
  private static final Pattern OPENING =
      Pattern.compile("<([A-Za-z_][\\w:.-]{0,60})(?:\\s[^<>]{0,400})?>\\s{0,40}<!\\[CDATA\\[");

  private MendedData() {}

  /** The same XML with every such text escaped instead. */
  static String in(String xml) {
    StringBuilder mended = new StringBuilder(xml.length() + 256);
    Matcher opening = OPENING.matcher(xml);
    int done = 0;
    while (opening.find(done)) {
      String close = "</" + opening.group(1) + ">";
      int end = xml.indexOf(close, opening.end());
      int tagEnd = xml.indexOf('>', opening.start()) + 1;
      mended.append(xml, done, tagEnd);
      int until = end < 0 ? xml.length() : end;
      escape(mended, data(xml.substring(opening.end(), until)));
      mended.append(close);
      done = end < 0 ? xml.length() : end + close.length();
    }
    return mended.append(xml, done, xml.length()).toString();
  }

  /** What a writer meant between the first {@code <![CDATA[} and the element's close. */
  private static String data(String raw) {
    String joined = raw.replace("]]]]><![CDATA[>", "]]\u0000>").replace("]]><![CDATA[", "");
    String bare = joined.stripTrailing();
    String cut = bare.endsWith("]]>") ? bare.substring(0, bare.length() - 3) : joined;
    return cut.replace("]]\u0000>", "]]>");
  }

  private static void escape(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        default -> out.append(text.charAt(i));
      }
    }
  }
}
