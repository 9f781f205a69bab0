package courant.desk.write;

import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.story.Story;
import io.vertx.core.json.JsonObject;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A story as each channel would show it, by the channel's own renderer. Nothing of it is kept,
 * planned or sent.
 *
 * @param page as its page would be
 * @param mail the HTML of a message with it alone
 * @param feed an Atom feed with it alone
 * @param push its notification, as browsers read it
 */
public record Renderings(
    BiFunction<Request, Story, Response> page,
    Function<Story, String> mail,
    Function<Story, String> feed,
    Function<Story, JsonObject> push) {}
