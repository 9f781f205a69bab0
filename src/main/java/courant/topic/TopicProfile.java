package courant.topic;

import java.util.regex.Pattern;

/**
 * What a topic's own page shows besides its name and description.
 *
 * @param image address of a picture, ours or another's; empty if none
 * @param imageAlt what the picture shows, for who does not see it
 * @param imageCredit who made it
 * @param website its own address on the web; empty if none
 */
public record TopicProfile(String image, String imageAlt, String imageCredit, String website) {
  private static final Pattern IMAGE = Pattern.compile("|(https?:/)?/[^\\s\"<>\\\\]+");
  private static final Pattern WEBSITE = Pattern.compile("|https?://[^\\s\"<>\\\\]+");

  /** Nothing more than a name. */
  public static final TopicProfile NONE = new TopicProfile("", "", "", "");

  /**
   * @throws IllegalArgumentException if an address is none of the web
   */
  public TopicProfile {
    if (!isImage(image) || !isWebsite(website)) {
      throw new IllegalArgumentException("not an address of the web: " + image + " " + website);
    }
  }

  /** Whether a picture can be at an address. */
  public static boolean isImage(String address) {
    return IMAGE.matcher(address).matches();
  }

  /** Whether a page can be at an address. */
  public static boolean isWebsite(String address) {
    return WEBSITE.matcher(address).matches();
  }
}
