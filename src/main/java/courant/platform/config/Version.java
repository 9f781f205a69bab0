package courant.platform.config;

import java.util.Optional;

/** Which release this is, as the build wrote it into the jar. */
public final class Version {
  private Version() {}

  /** Such as {@code 0.1.0}; {@code 0-dev} where it runs from a folder of classes. */
  public static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("0-dev");
  }
}
