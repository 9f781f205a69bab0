package courant.platform.config;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** An event as one JSON object on a line of its own, as collectors of logs read it. */
final class JsonLines extends Formatter {
  @Override
  public String format(LogRecord event) {
    JsonObject line =
        new JsonObject()
            .put("time", event.getInstant().toString())
            .put("level", event.getLevel().getName())
            .put("logger", event.getLoggerName())
            .put("thread", event.getLongThreadID())
            .put("message", formatMessage(event));
    if (event.getThrown() != null) {
      StringWriter stack = new StringWriter();
      event.getThrown().printStackTrace(new PrintWriter(stack, true));
      line.put("exception", stack.toString());
    }
    return line.encode() + "\n";
  }
}
