package courant.delivery.app;

import courant.delivery.AppPasswords;
import courant.follow.Marks;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.reader.ReaderId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The Fever API, version 3, at {@code /fever/}: the same edition and marks for apps that know no
 * other (its description is at feedafever.com/api). Everything is one address; what the query and
 * form name is in the answer. Left out are Fever's "hot links" and sparks, which are always empty,
 * and {@code unread_recently_read}, for we keep no time of reading.
 */
final class Fever {
  private static final int VERSION = 3;

  private final AppPasswords passwords;
  private final FeverShelf shelf;
  private final Marks marks;
  private final Function<URI, byte[]> icon;
  private final InstantSource clock;

  /**
   * @param icon the review's, as PNG
   */
  Fever(
      AppPasswords passwords,
      FeverShelf shelf,
      Marks marks,
      Function<URI, byte[]> icon,
      InstantSource clock) {
    this.passwords = passwords;
    this.shelf = shelf;
    this.marks = marks;
    this.icon = icon;
    this.clock = clock;
  }

  /** Whoever sends no key that holds is told so, with status 200 as the API has it. */
  Response answer(Request request) {
    JsonObject answer = new JsonObject().put("api_version", VERSION);
    Optional<ReaderId> reader = request.field("api_key").flatMap(passwords::readerOfFeverKey);
    if (reader.isEmpty()) {
      answer.put("auth", 0);
    } else {
      answer.put("auth", 1).put("last_refreshed_on_time", clock.instant().getEpochSecond());
      mark(request, reader.get(), answer);
      read(request, reader.get(), answer);
    }
    return Response.json(answer).with("cache-control", "no-store");
  }

  private void read(Request request, ReaderId reader, JsonObject answer) {
    if (request.has("groups")) {
      answer.put("groups", shelf.groups(reader));
    }
    if (request.has("feeds")) {
      answer.put("feeds", shelf.feeds(reader, request.site(), clock.instant()));
    }
    if (request.has("groups") || request.has("feeds")) {
      answer.put("feeds_groups", shelf.feedsGroups(reader));
    }
    if (request.has("favicons")) {
      String data =
          "image/png;base64," + Base64.getEncoder().encodeToString(icon.apply(request.site()));
      answer.put("favicons", new JsonArray().add(new JsonObject().put("id", 1).put("data", data)));
    }
    if (request.has("items")) {
      items(request, reader, answer);
    }
    if (request.has("links")) {
      answer.put("links", new JsonArray());
    }
    if (request.has("unread_item_ids")) {
      unread(reader, answer);
    }
    if (request.has("saved_item_ids")) {
      saved(reader, answer);
    }
  }

  private void items(Request request, ReaderId reader, JsonObject answer) {
    JsonArray items = new JsonArray();
    Optional<List<Integer>> named =
        GoogleReader.parameter(request, "with_ids")
            .map(ids -> Arrays.stream(ids.split(",")).flatMapToInt(id -> number(id).stream()))
            .map(ids -> ids.boxed().toList());
    shelf
        .items(reader, number(request, "since_id"), number(request, "max_id"), named)
        .forEach(item -> items.add(shelf.item(item, request.site())));
    answer.put("items", items).put("total_items", shelf.all(reader).size());
  }

  private void unread(ReaderId reader, JsonObject answer) {
    answer.put("unread_item_ids", shelf.numbers(reader, item -> !item.mark().read()));
  }

  private void saved(ReaderId reader, JsonObject answer) {
    answer.put("saved_item_ids", shelf.numbers(reader, item -> item.mark().saved()));
  }

  /** Does what {@code mark} and {@code as} say, and tells how things stand then. */
  private void mark(Request request, ReaderId reader, JsonObject answer) {
    OptionalInt id = number(request, "id");
    if (!request.method().equals("POST") || id.isEmpty()) {
      return;
    }
    String what = parameter(request, "mark");
    String how = parameter(request, "as");
    switch (how) {
      case "saved", "unsaved" -> {
        if (what.equals("item")) {
          marks.save(reader, shelf.story(id.getAsInt()), how.equals("saved"));
        }
        saved(reader, answer);
      }
      case "read" -> {
        read(request, reader, what, id.getAsInt());
        unread(reader, answer);
      }
      case "unread" -> {
        if (what.equals("item")) {
          marks.read(reader, shelf.story(id.getAsInt()), false);
        }
        unread(reader, answer);
      }
      default -> {
        // Nothing that is kept.
      }
    }
  }

  private void read(Request request, ReaderId reader, String what, int id) {
    Instant before =
        GoogleReader.parameter(request, "before")
            .filter(seconds -> seconds.matches("[1-9][0-9]{0,10}"))
            .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)))
            .orElse(clock.instant().plusMillis(1));
    switch (what) {
      case "item" -> marks.read(reader, shelf.story(id), true);
      case "feed" -> marks.read(reader, shelf.ofFeed(reader, id, before), true);
      case "group" -> {
        if (id == FeverShelf.EVERYTHING) {
          marks.readUntil(reader, before.minusMillis(1));
        } else {
          marks.read(reader, shelf.ofGroup(reader, id, before), true);
        }
      }
      default -> {
        // Nothing that is kept.
      }
    }
  }

  private static OptionalInt number(Request request, String name) {
    return number(parameter(request, name));
  }

  /** Beyond 32 bits, as apps send for "the newest", it is the largest there is. */
  private static OptionalInt number(String digits) {
    String stripped = digits.strip();
    return stripped.matches("[0-9]{1,19}")
        ? OptionalInt.of(
            stripped.length() > 9
                ? (int) Math.min(Integer.MAX_VALUE, (long) Double.parseDouble(stripped))
                : Integer.parseInt(stripped))
        : OptionalInt.empty();
  }

  private static String parameter(Request request, String name) {
    return GoogleReader.parameter(request, name).orElse("").toLowerCase(Locale.ROOT);
  }
}
