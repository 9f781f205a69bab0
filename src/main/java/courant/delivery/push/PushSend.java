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
 */
record PushSend(long id, StoryId story, boolean breaking, Optional<TopicId> topic, int reached) {}
