package courant.platform.web;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request that leaves no doubt: one whole head of {@code GET … HTTP/1.1} without a body, each
 * field on one line of its own (RFC 9112). Whatever else may be a request too, but not for here.
 *
 * @param target as it stands in the request line
 * @param referrer as it came
 * @param person whether a browser sent it because somebody wants to see the page now; a page loaded
 *     ahead ({@code Sec-Purpose}) is not seen yet
 * @param length of the head, its empty line included, in bytes
 */
record PlainGet(
    String target,
    @Nullable String acceptEncoding,
    @Nullable String ifNoneMatch,
    @Nullable String ifModifiedSince,
    @Nullable String referrer,
    boolean person,
    String host,
    int length) {

  private static final String PERSON = "person";
  private static final byte[] METHOD = "GET /".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] VERSION = " HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);

  /** The fields that matter; any after {@code SEC_PURPOSE} is not for here. */
  private enum Field {
    HOST,
    CONNECTION,
    ACCEPT,
    ACCEPT_ENCODING,
    IF_NONE_MATCH,
    IF_MODIFIED_SINCE,
    REFERER,
    USER_AGENT,
    SEC_PURPOSE,
    CONTENT_LENGTH,
    TRANSFER_ENCODING,
    EXPECT,
    UPGRADE;

    private static final Field[] ALL = values();
    private final byte[] lowerCase =
        name().toLowerCase(Locale.ROOT).replace('_', '-').getBytes(StandardCharsets.US_ASCII);

    static @Nullable Field named(byte[] bytes, int from, int to) {
      for (Field field : ALL) {
        if (field.lowerCase.length == to - from && field.isAt(bytes, from)) {
          return field;
        }
      }
      return null;
    }

    private boolean isAt(byte[] bytes, int from) {
      for (int i = 0; i < lowerCase.length; i++) {
        int letter = bytes[from + i];
        if (lowerCase[i] != (letter >= 'A' && letter <= 'Z' ? letter + 32 : letter)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * @param end of what was received, in {@code bytes}
   * @return empty (null) if the bytes begin with anything else
   */
  static @Nullable PlainGet read(byte[] bytes, int end) {
    if (!holds(bytes, 0, end, METHOD)) {
      return null;
    }
    int space = visibleUntil(bytes, METHOD.length, end);
    if (!holds(bytes, space, end, VERSION)) {
      return null;
    }
    String target = text(bytes, METHOD.length - 1, space);
    @Nullable String[] values = new String[Field.ALL.length];
    int line = space + VERSION.length;
    int stop = lineEnd(bytes, line, end);
    while (stop > line) {
      if (!take(bytes, line, stop, values)) {
        return null;
      }
      line = stop + 2;
      stop = lineEnd(bytes, line, end);
    }
    String host = values[Field.HOST.ordinal()];
    if (stop < 0 || host == null) {
      return null;
    }
    return new PlainGet(
        target,
        values[Field.ACCEPT_ENCODING.ordinal()],
        values[Field.IF_NONE_MATCH.ordinal()],
        values[Field.IF_MODIFIED_SINCE.ordinal()],
        values[Field.REFERER.ordinal()],
        PERSON.equals(values[Field.USER_AGENT.ordinal()])
            && values[Field.SEC_PURPOSE.ordinal()] == null,
        host,
        line + 2);
  }

  /** Takes one line; false if it, or that it comes twice, is a reason for doubt. */
  private static boolean take(byte[] bytes, int line, int stop, @Nullable String[] values) {
    int colon = visibleUntil(bytes, line, stop, (byte) ':');
    if (colon == line || colon == stop || bytes[colon] != ':') {
      return false;
    }
    Field field = Field.named(bytes, line, colon);
    if (field == null) {
      return true;
    }
    String value =
        field == Field.USER_AGENT
            ? agent(bytes, colon + 1, stop)
            : text(bytes, colon + 1, stop).strip();
    boolean again = values[field.ordinal()] != null;
    values[field.ordinal()] = value;
    return !again
        && field.compareTo(Field.SEC_PURPOSE) <= 0
        && (field != Field.CONNECTION || value.equalsIgnoreCase("keep-alive"))
        && (field != Field.ACCEPT || !ActivityJson.wanted(value));
  }

  /** Whose it is, without keeping it. */
  private static String agent(byte[] bytes, int from, int to) {
    int start = from;
    while (start < to && bytes[start] == ' ') {
      start++;
    }
    return Visit.person(bytes, start, to) ? PERSON : "";
  }

  private static boolean holds(byte[] bytes, int from, int end, byte[] wanted) {
    if (end - from < wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (bytes[from + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private static int visibleUntil(byte[] bytes, int from, int end) {
    return visibleUntil(bytes, from, end, (byte) ' ');
  }

  /** The first byte that is {@code until}, or no visible ASCII. */
  private static int visibleUntil(byte[] bytes, int from, int end, byte until) {
    int at = from;
    while (at < end && bytes[at] > ' ' && bytes[at] < 127 && bytes[at] != until) {
      at++;
    }
    return at;
  }

  /** Where the line's CR LF is; −1 if another control character, or the end, comes first. */
  private static int lineEnd(byte[] bytes, int from, int end) {
    for (int at = from; at + 1 < end; at++) {
      byte letter = bytes[at];
      if (letter < ' ' && letter != '\t') {
        return letter == '\r' && bytes[at + 1] == '\n' ? at : -1;
      }
    }
    return -1;
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
