package courant.platform.web;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What somebody sits in front of, as far as it says so.
 *
 * @param agent the request's {@code User-Agent}; empty if it had none
 */
public record Device(String agent) {
  private static final int LONGEST = 200;
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

  /** Whatever a stranger's program calls itself, at most 200 characters of it. */
  public Device {
    agent = agent.substring(0, Math.min(agent.length(), LONGEST));
  }

  /** The one a request comes from. */
  public static Device of(Request request) {
    return new Device(request.header("User-Agent").orElse(""));
  }

  /** What its owner may know it by, such as {@code Firefox, Linux}. */
  public String words() {
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
