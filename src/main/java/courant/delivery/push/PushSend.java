package courant.delivery.push;

import courant.story.StoryId;
import courant.topic.TopicId;
import java.util.Optional;

/**
 * A story that is being pushed.
 *
 * @param breaking whether the desk sends it, to everyone or to a topic's followers; else it goes to
 *     whoever follows what it is about
 * @param reached up to which reader number all is done
 * @param lease until when it is ours, in epoch milliseconds; no two claims have the same, so it
 *     tells whose it is
 */
record PushSend(
    long id, StoryId story, boolean breaking, Optional<TopicId> topic, int reached, long lease) {}
