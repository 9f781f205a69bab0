package courant.syndication.wire;

import courant.source.SourceId;
import courant.syndication.intake.Item;
import java.util.HexFormat;
import org.jdbi.v3.core.Handle;

/** The newest version that came of each story, whether it was taken already or waits. */
final class WireVersions {
  /**
   * Whether something newer came before.
   *
   * @param version 0 if the service does not count them
   * @param arrival when the document came; grows with time
   * @param waited whether it was held since: then what came meanwhile is newer
   */
  boolean isOlder(
      Handle handle, SourceId source, Item item, int version, long arrival, boolean waited) {
    return handle
        .createQuery(
            "select version, arrival from wire_version where source_id = :source and item_key = :key")
        .bind("source", source.value())
        .bind("key", key(item))
        .map(
            (row, _) -> {
              int newest = row.getInt("version");
              boolean overtaken = waited && row.getLong("arrival") > arrival;
              return version > 0 && version < newest || overtaken && version <= newest;
            })
        .findOne()
        .orElse(false);
  }

  /** Keeps a version as the newest. */
  void keep(Handle handle, SourceId source, Item item, int version, long arrival) {
    handle
        .createUpdate(
            """
            insert into wire_version (source_id, item_key, version, arrival)
            values (:source, :key, :version, :arrival)
            on conflict (source_id, item_key)
            do update set version = excluded.version, arrival = excluded.arrival
            """)
        .bind("source", source.value())
        .bind("key", key(item))
        .bind("version", version)
        .bind("arrival", arrival)
        .execute();
  }

  private static byte[] key(Item item) {
    return HexFormat.of().parseHex(item.names().getFirst());
  }
}
