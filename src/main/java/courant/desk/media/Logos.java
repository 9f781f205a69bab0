package courant.desk.media;

import courant.desk.Desk;
import courant.desk.WebAddress;
import courant.media.MediaModule;
import courant.media.Photo;
import courant.media.Taken;
import courant.platform.web.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;

/**
 * Logos, the masthead's and partners': files that are handed in, pictures of the library,
 * addresses.
 */
public final class Logos {
  /** Of a form with a logo, in bytes. */
  public static final long MOST = MediaModule.LARGEST;

  /** Enough for a screen with two pixels where pages show one. */
  private static final int WIDTH = 720;

  /**
   * What came of a picture that was handed in, or chosen, to be a logo.
   *
   * @param address of the picture; empty if there is none
   * @param problem why the file is not taken, in words; empty if nothing is wrong
   */
  public record Chosen(String address, String problem) {}

  private final Desk desk;
  private final MediaModule media;

  public Logos(Desk desk, MediaModule media) {
    this.desk = desk;
    this.media = media;
  }

  /** The address in a form with the fields of {@code media/logo.jte}; empty for none. */
  public static String typed(Request request) {
    return request.field("logo-none").isPresent()
        ? ""
        : request.field("logo").map(String::strip).orElse("");
  }

  /** The file that was handed in, which goes to the library, or a picture that was chosen there. */
  public Chosen chosen(Request request) {
    return request.uploads().stream()
        .filter(upload -> upload.bytes() > 0)
        .findFirst()
        .map(file -> handedIn(file, desk.member(request).name()))
        .orElseGet(() -> new Chosen(request.field("picture").orElse(""), ""));
  }

  private Chosen handedIn(Request.Upload file, String by) {
    Taken taken = take(file, by);
    return new Chosen(
        taken.picture().map(Logos::address).orElse(""),
        HandIn.problem(taken, file.name(), desk.texts()).map(HandIn.Problem::what).orElse(""));
  }

  /** With all its sizes, of which one is chosen. */
  private Taken take(Request.Upload file, String by) {
    try {
      return media.takePhoto().take(file.file(), file.name(), by);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The address to keep for what was typed: of a picture that is in the library, on this review, or
   * on the web; empty if it is none of these.
   */
  public Optional<String> address(String typed) {
    if (typed.startsWith(Photo.ROOT)) {
      return Photo.digestIn(typed)
          .flatMap(media.photos()::byDigest)
          .filter(photo -> photo.deleted().isEmpty())
          .map(Logos::address);
    }
    return typed.startsWith("/")
        ? Optional.of(typed).filter(path -> path.matches("/(?!/)\\S*"))
        : WebAddress.of(typed).map(URI::toString);
  }

  private static String address(Photo photo) {
    return photo.src(WIDTH);
  }
}
