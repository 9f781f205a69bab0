package courant.reply;

import courant.platform.crypto.Vault;
import courant.story.StoryId;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/** Signs forms and links, so that only what we gave out comes back, and in its time. */
public final class FormSeal {
  private static final Duration FORM_LASTS = Duration.ofDays(7);
  private static final int SIGNATURE_BYTES = 16;

  private final Vault vault;
  private final InstantSource clock;

  public FormSeal(Vault vault, InstantSource clock) {
    this.vault = vault;
    this.clock = clock;
  }

  /** A token for a form under a story, made now. */
  public String form(StoryId story) {
    String made = Long.toString(clock.millis(), 36);
    return made + "." + signature("form", story.value() + "." + made);
  }

  /** When a form under this story was made; empty if not by us, or too long ago. */
  Optional<Instant> made(StoryId story, String token) {
    int dot = token.indexOf('.');
    if (dot < 1 || dot > 12 || !token.substring(0, dot).matches("[0-9a-z]+")) {
      return Optional.empty();
    }
    String made = token.substring(0, dot);
    if (!matches("form", story.value() + "." + made, token.substring(dot + 1))) {
      return Optional.empty();
    }
    Instant then = Instant.ofEpochMilli(Long.parseLong(made, 36));
    return then.plus(FORM_LASTS).isBefore(clock.instant()) ? Optional.empty() : Optional.of(then);
  }

  /** What proves that one wrote a reply. */
  public String owner(ReplyId reply) {
    return signature("owner", Long.toString(reply.value()));
  }

  public boolean owns(ReplyId reply, String proof) {
    return matches("owner", Long.toString(reply.value()), proof);
  }

  private boolean matches(String purpose, String text, String signature) {
    return MessageDigest.isEqual(
        signature(purpose, text).getBytes(java.nio.charset.StandardCharsets.UTF_8),
        signature.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private String signature(String purpose, String text) {
    byte[] hash = vault.hash("reply " + purpose, text);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(java.util.Arrays.copyOf(hash, SIGNATURE_BYTES));
  }
}
