package courant.support;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/**
 * A device with passkeys for Chromium: unlocks itself, as if its owner always put a finger on it.
 */
public final class VirtualAuthenticator {
  private final CDPSession session;
  private final String id;

  private VirtualAuthenticator(CDPSession session, String id) {
    this.session = session;
    this.id = id;
  }

  /** Gives a page one. */
  public static VirtualAuthenticator of(Page page) {
    CDPSession session = page.context().newCDPSession(page);
    session.send("WebAuthn.enable");
    JsonObject options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    JsonObject arguments = new JsonObject();
    arguments.add("options", options);
    JsonObject made = session.send("WebAuthn.addVirtualAuthenticator", arguments);
    return new VirtualAuthenticator(session, made.get("authenticatorId").getAsString());
  }

  /** How many passkeys it holds. */
  public int count() {
    return session
        .send("WebAuthn.getCredentials", arguments())
        .getAsJsonArray("credentials")
        .size();
  }

  /** Its owner puts no finger on it. */
  public void absent() {
    verified(false);
  }

  public void present() {
    verified(true);
  }

  private void verified(boolean verified) {
    JsonObject arguments = arguments();
    arguments.addProperty("isUserVerified", verified);
    session.send("WebAuthn.setUserVerified", arguments);
  }

  private JsonObject arguments() {
    JsonObject arguments = new JsonObject();
    arguments.addProperty("authenticatorId", id);
    return arguments;
  }
}
