package courant.topic;

/** What kind of thing a topic is. */
public enum TopicKind {
  PERSON,
  ORGANISATION,
  PLACE,
  SUBJECT
}
