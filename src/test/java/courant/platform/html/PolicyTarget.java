package courant.platform.html;

import java.nio.charset.StandardCharsets;

/** Markup from outside: what is left of it stays as it is when it is sanitised again. */
public final class PolicyTarget {
  private PolicyTarget() {}

  public static void fuzzerTestOneInput(byte[] bytes) {
    String html = new String(bytes, StandardCharsets.UTF_8);
    for (Policy policy : Policy.values()) {
      String once = policy.sanitise(html);
      if (!policy.sanitise(once).equals(once)) {
        throw new IllegalStateException(policy + " is no fixed point: " + once);
      }
    }
  }
}
