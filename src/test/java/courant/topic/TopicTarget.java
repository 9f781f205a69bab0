package courant.topic;

import java.nio.charset.StandardCharsets;

/** A text in which names are looked for: each stands where its offsets say. */
public final class TopicTarget {
  private static final TopicFinder FINDER = TopicFinder.withGazetteer();

  private TopicTarget() {}

  public static void fuzzerTestOneInput(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    for (Mention mention : FINDER.find(text)) {
      if (mention.start() < 0 || mention.end() > text.length()) {
        throw new IllegalStateException(mention.toString());
      }
    }
  }
}
