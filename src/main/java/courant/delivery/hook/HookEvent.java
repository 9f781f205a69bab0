package courant.delivery.hook;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a webhook can hear of. */
public enum HookEvent {
  STORY_PUBLISHED("story.published"),
  STORY_UPDATED("story.updated"),
  STORY_WITHDRAWN("story.withdrawn"),
  REPLY_PUBLISHED("reply.published"),
  READER_SUBSCRIBED("reader.subscribed"),
  /** Sent by hand, to see whether it arrives. */
  PING("ping");

  private final String word;

  HookEvent(String word) {
    this.word = word;
  }

  /** As messages name it in {@code type}. */
  public String word() {
    return word;
  }

  static Optional<HookEvent> of(String word) {
    return Arrays.stream(values()).filter(event -> event.word.equals(word)).findFirst();
  }

  /** Those that can be chosen. */
  public static List<HookEvent> choices() {
    return List.of(
        STORY_PUBLISHED, STORY_UPDATED, STORY_WITHDRAWN, REPLY_PUBLISHED, READER_SUBSCRIBED);
  }

  /** Those of these words that can be chosen. */
  public static List<HookEvent> chosen(List<String> words) {
    return choices().stream().filter(event -> words.contains(event.word)).toList();
  }
}
