package courant.platform.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What Courant makes of the many things in one foreign file, one JSON object each. */
@FunctionalInterface
public interface Inspections {
  /** As {@link Inspection#inspect}, in the file's order. */
  List<JsonObject> inspect(Path file, byte[] bytes) throws IOException;
}
