package courant.reader;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One browser in which a reader is signed in.
 *
 * @param seen the last day it was used, about
 * @param agent what the browser said it is
 */
public record Session(long id, Instant began, Instant seen, String agent) {
  private static final Map<String, String> BROWSERS = new LinkedHashMap<>();
  private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

  // The order matters: browsers claim to be each other.
  static {
    BROWSERS.put("Firefox/", "Firefox");
    BROWSERS.put("Edg/", "Edge");
    BROWSERS.put("OPR/", "Opera");
    BROWSERS.put("Chrome/", "Chrome");
    BROWSERS.put("Safari/", "Safari");
    SYSTEMS.put("Android", "Android");
    SYSTEMS.put("iPhone", "iPhone");
    SYSTEMS.put("iPad", "iPad");
    SYSTEMS.put("Windows", "Windows");
    SYSTEMS.put("Mac OS", "macOS");
    SYSTEMS.put("Linux", "Linux");
  }

  /** What the reader may know it by, such as {@code Firefox, Linux}. */
  public String device() {
    String browser = first(BROWSERS, agent.isEmpty() ? "?" : agent.replaceFirst("[/ ].*", ""));
    String system = first(SYSTEMS, "");
    return system.isEmpty() ? browser : browser + ", " + system;
  }

  private String first(Map<String, String> names, String otherwise) {
    return names.entrySet().stream()
        .filter(name -> agent.contains(name.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(otherwise);
  }
}
