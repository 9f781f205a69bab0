package courant.platform.web;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One answer.
 *
 * @param status HTTP status code
 * @param type media type with its charset; empty if there is no body
 * @param headers besides those the server sets on everything; names may repeat
 * @param shows what the body shows, as tags; when one of them changes, the published bytes are
 *     dropped. Empty: never kept.
 * @param changed when what it shows last changed; {@link Instant#EPOCH} if not known
 * @param counted what an answer with it is counted as
 * @param file what is sent in place of a body, without passing through our memory; empty for most
 */
public record Response(
    int status,
    String type,
    byte[] body,
    List<Map.Entry<String, String>> headers,
    Set<String> shows,
    Instant changed,
    Tallies.Subject counted,
    Optional<Path> file) {
  private static final byte[] NOTHING = {};

  /** With a body, and no file; its views are not counted. */
  public Response(
      int status,
      String type,
      byte[] body,
      List<Map.Entry<String, String>> headers,
      Set<String> shows,
      Instant changed) {
    this(status, type, body, headers, shows, changed, Tallies.Subject.NOTHING, Optional.empty());
  }

  /** A file as it lies on the disk; never compressed, nor kept among the published bytes. */
  public static Response file(String type, Path file) {
    return new Response(
        200,
        type,
        NOTHING,
        List.of(),
        Set.of(),
        Instant.EPOCH,
        Tallies.Subject.NOTHING,
        Optional.of(file));
  }

  public static Response of(int status, String type, String body) {
    return new Response(
        status, type, body.getBytes(StandardCharsets.UTF_8), List.of(), Set.of(), Instant.EPOCH);
  }

  public static Response html(byte[] body) {
    return new Response(200, "text/html; charset=utf-8", body, List.of(), Set.of(), Instant.EPOCH);
  }

  public static Response text(String body) {
    return of(200, "text/plain; charset=utf-8", body);
  }

  public static Response json(JsonObject body) {
    return of(200, "application/json", body.encode());
  }

  /** Sends a form's poster on, by GET. */
  public static Response seeOther(String address) {
    return empty(303).with("Location", address);
  }

  /** Says that this address has moved for good. */
  public static Response moved(String address) {
    return empty(301).with("Location", address);
  }

  public static Response empty(int status) {
    return new Response(status, "", NOTHING, List.of(), Set.of(), Instant.EPOCH);
  }

  public Response with(String header, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(headers);
    more.add(Map.entry(header, value));
    return new Response(status, type, body, List.copyOf(more), shows, changed, counted, file);
  }

  public Response status(int other) {
    return new Response(other, type, body, headers, shows, changed, counted, file);
  }

  /** Lets the bytes be kept and answered to everyone until one of the tags changes. */
  public Response published(Set<String> tags, Instant lastChange) {
    return new Response(status, type, body, headers, Set.copyOf(tags), lastChange, counted, file);
  }

  /** Lets what persons see of it be counted, as views of this subject. */
  public Response counted(String subject) {
    return counted(new Tallies.Subject(subject, false));
  }

  /** Lets every fetch be counted, by programs, too. */
  public Response countedFetches(String subject) {
    return counted(new Tallies.Subject(subject, true));
  }

  private Response counted(Tallies.Subject subject) {
    return new Response(status, type, body, headers, shows, changed, subject, file);
  }
}
