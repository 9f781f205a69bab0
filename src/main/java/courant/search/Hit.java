package courant.search;

import courant.story.StoryId;

/**
 * A story found.
 *
 * @param headline HTML: the escaped headline, what was searched for in {@code <mark>}
 * @param fragment HTML: the passage that fits best, in the same way; may be empty
 */
public record Hit(StoryId story, String headline, String fragment) {}
