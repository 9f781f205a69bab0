package courant.reply;

import courant.platform.crypto.Vault;
import courant.story.StoryId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Signs forms and links, so that only what we gave out comes back, and in its time. */
public final class FormSeal {
  private static final Duration FORM_LASTS = Duration.ofDays(7);
  private static final Duration DATA_LASTS = Duration.ofDays(1);
  private static final int SIGNATURE_BYTES = 16;
  private static final int WORK_BITS = 13;

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

  /**
   * Whether the browser worked for this reply: found a number with which the form's token and the
   * text hash (SHA-256) to {@value #WORK_BITS} zero bits. Costs a person half a second, and those
   * who send millions much.
   *
   * @param text as it came over the wire, but for its line breaks
   */
  public static boolean worked(String token, String text, String number) {
    if (!number.matches("[0-9]{1,9}")) {
      return false;
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((token + '\n' + text + '\n' + number).getBytes(StandardCharsets.UTF_8));
      return (ByteBuffer.wrap(hash).getInt() >>> (Integer.SIZE - WORK_BITS)) == 0;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What lets a replier turn letters about answers on and off; lasts. */
  String mail(long replier) {
    return replier + "." + signature("mail", Long.toString(replier));
  }

  /** Whom {@link #mail} was for. */
  public Optional<Long> mailed(String token) {
    return number(token.split("\\.", 2))
        .filter(id -> matches("mail", Long.toString(id), token.substring(token.indexOf('.') + 1)));
  }

  /** What lets a replier see and erase everything of theirs; lasts a day. */
  String data(long replier) {
    return data(replier, Long.toString(clock.instant().plus(DATA_LASTS).toEpochMilli(), 36));
  }

  private String data(long replier, String until) {
    return replier + "." + until + "." + signature("data", replier + "." + until);
  }

  /** Whom {@link #data} was for, in time. */
  public Optional<Long> owned(String token) {
    String[] parts = token.split("\\.", 3);
    return number(parts)
        .filter(_ -> parts.length == 3 && parts[1].matches("[0-9a-z]{1,11}"))
        .filter(id -> matches("data", id + "." + parts[1], parts[2]))
        .filter(_ -> Long.parseLong(parts[1], 36) > clock.millis());
  }

  private static Optional<Long> number(String[] parts) {
    return parts[0].matches("[0-9]{1,18}")
        ? Optional.of(Long.parseLong(parts[0]))
        : Optional.empty();
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
        signature(purpose, text).getBytes(StandardCharsets.UTF_8),
        signature.getBytes(StandardCharsets.UTF_8));
  }

  private String signature(String purpose, String text) {
    byte[] hash = vault.hash("reply " + purpose, text);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(hash, SIGNATURE_BYTES));
  }
}
