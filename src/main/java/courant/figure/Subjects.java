package courant.figure;

import courant.story.StoryId;

/** The names under which pages and readers count in memory. */
public final class Subjects {
  /** A page that is no story's. */
  public static final String PAGE = "page";

  /** A feed. */
  public static final String FEED = "feed";

  private static final String STORY = "story:";

  private Subjects() {}

  /** A story's page. */
  public static String story(StoryId story) {
    return STORY + story.value();
  }

  /** The story's number; 0 for everything else. */
  static long story(String subject) {
    return subject.startsWith(STORY) ? Long.parseLong(subject.substring(STORY.length())) : 0;
  }
}
