package courant.syndication.wire;

/** A story that is mailed: any bytes are read as far as they go. */
public final class StoryMailTarget {
  private StoryMailTarget() {}

  public static void fuzzerTestOneInput(byte[] bytes) {
    StoryMail mail = StoryMail.read(bytes);
    mail.objection();
    mail.passed();
  }
}
