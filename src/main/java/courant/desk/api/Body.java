package courant.desk.api;

import courant.platform.web.Nesting;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a JSON object that a stranger sent: bounded in size and in depth before it is parsed. */
final class Body {
  /** Bytes. */
  static final int LARGEST = 1 << 20;

  /** Arrays and objects in one another. */
  static final int DEEPEST = 16;

  private Body() {}

  /**
   * @throws Problem.Refusal with 413 or 400 if it is too large, too deep, or no JSON object
   */
  static JsonObject read(byte[] sent) {
    if (sent.length > LARGEST) {
      throw new Problem.Refusal(
          new Problem(413, "too-large", "A body has at most " + LARGEST + " bytes."));
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(sent)).toString();
      if (Nesting.depth(text) > DEEPEST) {
        throw malformed("The JSON is nested deeper than " + DEEPEST + ".");
      }
      return new JsonObject(text);
    } catch (CharacterCodingException _) {
      throw malformed("The body is not UTF-8.");
    } catch (DecodeException | ClassCastException _) {
      throw malformed("The body is not a JSON object.");
    }
  }

  private static Problem.Refusal malformed(String detail) {
    return new Problem.Refusal(new Problem(400, "malformed", detail));
  }
}
