package courant.reply;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What somebody typed into the form, folded into what can be kept; nothing of it is trusted.
 *
 * @param address the replier's; only {@link Repliers} keeps it, sealed
 * @param trap what a person never sees and never fills
 * @param wantsAnswers whether they want to be mailed answers
 */
public record Typed(
    String name, String address, String website, String text, String trap, boolean wantsAnswers) {
  static final int LONGEST_TEXT = 10_000;
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_ADDRESS = 254;
  private static final int LONGEST_WEBSITE = 300;
  private static final int MOST_MARKS = 4;

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Cntrl}]+");
  private static final Pattern UNSEEN =
      Pattern.compile(
          "[\\p{Cc}&&[^\\n\\t]]|[\\u202A-\\u202E\\u2066-\\u2069\\u200B\\u2060\\uFEFF\\x{E0000}-\\x{E007F}]");
  private static final Pattern MARKS = Pattern.compile("(\\p{M}{" + MOST_MARKS + "})\\p{M}+");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[^@\\s\"<>,;:\\p{Cntrl}]+@[^@\\s\"<>,;:\\p{Cntrl}]+\\.[^@\\s.\\]<>,;:\\p{Cntrl}]{2,}");

  public static final Typed NOTHING = new Typed("", "", "", "", "", false);

  /** Folds what came over the wire. */
  public static Typed of(String name, String address, String website, String text, String trap) {
    return new Typed(
        line(name),
        address.strip(),
        website.strip(),
        folded(text.replace("\r\n", "\n")),
        trap,
        false);
  }

  /** The same of one who wants to be mailed answers, or does not. */
  public Typed notifying(boolean wanted) {
    return new Typed(name, address, website, text, trap, wanted);
  }

  /** The same by somebody who is known, in place of what was left empty. */
  public Typed by(String knownName, String knownAddress) {
    return new Typed(
        name.isEmpty() ? knownName : name,
        address.isEmpty() ? knownAddress : address,
        website,
        text,
        trap,
        wantsAnswers);
  }

  /** What is wrong, by field, as keys of texts; empty if nothing. */
  Map<String, String> problems() {
    Map<String, String> problems = new LinkedHashMap<>();
    if (!name.codePoints().anyMatch(Character::isLetterOrDigit)) {
      problems.put("name", "reply.problem.name");
    } else if (name.length() > LONGEST_NAME) {
      problems.put("name", "reply.problem.long");
    }
    if (!isAddress()) {
      problems.put("email", "reply.problem.email");
    }
    if (!website.isEmpty() && site().isEmpty()) {
      problems.put("website", "reply.problem.website");
    }
    if (text.isBlank()) {
      problems.put("text", "reply.problem.text");
    } else if (text.length() > LONGEST_TEXT) {
      problems.put("text", "reply.problem.long");
    }
    if (!trap.isEmpty()) {
      problems.put("form", "reply.problem.trap");
    }
    return problems;
  }

  private boolean isAddress() {
    return address.length() <= LONGEST_ADDRESS && ADDRESS.matcher(address).matches();
  }

  /**
   * The website as an address to link to, its host in ASCII so that look-alike letters show; empty
   * if there is none, or none that a browser may be sent to.
   */
  Optional<URI> site() {
    String full = website.matches("(?i)[a-z][a-z0-9+.-]*:.*") ? website : "https://" + website;
    try {
      URI uri = new URI(full);
      String host = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      if (!web || website.length() > LONGEST_WEBSITE || host.contains("@")) {
        return Optional.empty();
      }
      String ascii = IDN.toASCII(host);
      return ascii.matches("[A-Za-z0-9.-]+\\.[A-Za-z0-9-]{2,}(:\\d{1,5})?")
          ? Optional.of(new URI(full.replace(host, ascii)))
          : Optional.empty();
    } catch (URISyntaxException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String line(String name) {
    return SPACES.matcher(folded(name)).replaceAll(" ").strip();
  }

  /**
   * Without controls, without characters that turn the direction of what follows, and with no more
   * marks on a letter than any script needs.
   */
  private static String folded(String text) {
    String plain = UNSEEN.matcher(Normalizer.normalize(text, Normalizer.Form.NFC)).replaceAll("");
    return MARKS.matcher(plain).replaceAll("$1").strip();
  }

  /** Never the address: what is typed ends up in logs otherwise. */
  @Override
  public String toString() {
    return "Typed[" + name + ", " + text.length() + " characters]";
  }
}
