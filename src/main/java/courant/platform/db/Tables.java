package courant.platform.db;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** What a database says about itself, whichever it is. */
public final class Tables {
  private Tables() {}

  /** Names of all tables that features own, those that others refer to first. */
  public static List<String> names(Handle handle) {
    try {
      DatabaseMetaData meta = handle.getConnection().getMetaData();
      String schema = handle.getConnection().getSchema();
      SequencedMap<String, Set<String>> wants = new TreeMap<>();
      try (ResultSet tables = meta.getTables(null, schema, "%", new String[] {"TABLE"})) {
        while (tables.next()) {
          wants.put(tables.getString("TABLE_NAME"), new HashSet<>());
        }
      }
      wants.keySet().removeIf(name -> name.startsWith("sqlite_") || name.startsWith("flyway_"));
      for (Map.Entry<String, Set<String>> table : wants.entrySet()) {
        try (ResultSet keys = meta.getImportedKeys(null, schema, table.getKey())) {
          while (keys.next()) {
            table.getValue().add(keys.getString("PKTABLE_NAME"));
          }
        }
      }
      return inOrder(wants);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read the list of tables", e);
    }
  }

  private static List<String> inOrder(SequencedMap<String, Set<String>> wants) {
    SequencedSet<String> order = new LinkedHashSet<>();
    for (int round = 0; order.size() < wants.size(); round++) {
      if (round > wants.size()) {
        throw new IllegalStateException("tables that refer to each other: " + wants);
      }
      wants.forEach(
          (table, others) -> {
            if (others.stream().allMatch(other -> other.equals(table) || order.contains(other))) {
              order.add(table);
            }
          });
    }
    return List.copyOf(order);
  }

  static boolean isPostgres(Handle handle) {
    try {
      return handle.getConnection().getMetaData().getDatabaseProductName().equals("PostgreSQL");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot ask the database for its name", e);
    }
  }

  /** The last number that each table has given out by itself; also of rows that are gone. */
  static Map<String, Long> lastNumbers(Handle handle) {
    String query =
        isPostgres(handle)
            ? """
              select table_name as name, last_value as seq
              from information_schema.columns
              join pg_sequences on schemaname = current_schema()
                and pg_get_serial_sequence(quote_ident(table_name), column_name)
                    = format('%I.%I', schemaname, sequencename)
              where table_schema = current_schema() and is_identity = 'YES'
                and last_value is not null
              """
            : "select name, seq from sqlite_sequence";
    Map<String, Long> last = new TreeMap<>();
    handle
        .createQuery(query)
        .map((row, _) -> last.put(row.getString("name"), row.getLong("seq")))
        .list();
    return last;
  }

  /** Lets a table, whose own numbers are its {@code place} or {@code id}, count on from here. */
  static void countOn(Handle handle, String table, long last) {
    if (isPostgres(handle)) {
      handle
          .createQuery(
              """
              select setval(pg_get_serial_sequence(quote_ident(:table), column_name), :last)
              from information_schema.columns
              where table_schema = current_schema() and table_name = :table
                and is_identity = 'YES'
              """)
          .bind("table", table)
          .bind("last", last)
          .mapTo(Long.class)
          .one();
    } else {
      handle.execute("delete from sqlite_sequence where name = ?", table);
      handle.execute("insert into sqlite_sequence (name, seq) values (?, ?)", table, last);
    }
  }
}
