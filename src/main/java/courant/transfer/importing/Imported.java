package courant.transfer.importing;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What came from a site before, within one transaction. */
record Imported(Handle handle, String site) {
  record Row(long ownId, long fingerprint) {}

  Optional<Row> find(String kind, String foreignId) {
    return handle
        .createQuery(
            "select own_id, fingerprint from imported where site = :site and kind = :kind and foreign_id = :id")
        .bind("site", site)
        .bind("kind", kind)
        .bind("id", foreignId)
        .map((row, _) -> new Row(row.getLong("own_id"), row.getLong("fingerprint")))
        .findOne();
  }

  /** Whether anything of this site became the one of ours with this number. */
  boolean has(String kind, long ownId) {
    return handle
        .createQuery(
            "select 1 from imported where site = :site and kind = :kind and own_id = :own limit 1")
        .bind("site", site)
        .bind("kind", kind)
        .bind("own", ownId)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  void keep(String kind, String foreignId, long ownId, long fingerprint) {
    handle
        .createUpdate(
            """
            insert into imported (site, kind, foreign_id, own_id, fingerprint)
            values (:site, :kind, :id, :own, :fingerprint)
            on conflict (site, kind, foreign_id) do update
            set own_id = excluded.own_id, fingerprint = excluded.fingerprint
            """)
        .bind("site", site)
        .bind("kind", kind)
        .bind("id", foreignId)
        .bind("own", ownId)
        .bind("fingerprint", fingerprint)
        .execute();
  }
}
