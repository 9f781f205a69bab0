package courant.syndication.feed;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Encodings by the names they are given in the wild, which often mean a larger relative. */
final class Charsets {
  /** What the WHATWG Encoding Standard says these names mean, as far as the JDK has it. */
  private static final Map<String, String> MEANT =
      Map.ofEntries(
          Map.entry("iso-8859-1", "windows-1252"),
          Map.entry("latin1", "windows-1252"),
          Map.entry("latin-1", "windows-1252"),
          Map.entry("iso-8859-9", "windows-1254"),
          Map.entry("iso-8859-11", "x-windows-874"),
          Map.entry("tis-620", "x-windows-874"),
          Map.entry("gb2312", "GB18030"),
          Map.entry("gbk", "GB18030"),
          Map.entry("gb-2312", "GB18030"),
          Map.entry("x-gbk", "GB18030"),
          Map.entry("euc-kr", "x-windows-949"),
          Map.entry("ks-c-5601-1987", "x-windows-949"),
          Map.entry("ksc5601", "x-windows-949"),
          Map.entry("shift-jis", "windows-31j"),
          Map.entry("sjis", "windows-31j"),
          Map.entry("x-sjis", "windows-31j"),
          Map.entry("big5", "Big5-HKSCS"),
          Map.entry("unicode", "UTF-16"),
          Map.entry("u8", "UTF-8"),
          Map.entry("u16", "UTF-16"));

  private Charsets() {}

  static Optional<Charset> named(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace('_', '-');
    try {
      return Optional.of(Charset.forName(MEANT.getOrDefault(plain, plain)));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return withoutPrefix(plain);
    }
  }

  /** {@code x-utf-8} and the like. */
  private static Optional<Charset> withoutPrefix(String name) {
    return name.startsWith("x-") ? named(name.substring(2)) : Optional.empty();
  }
}
