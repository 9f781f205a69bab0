package courant.platform.db;

import io.vertx.core.json.JsonObject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Whole tables as JSON rows, for archives and moves; knows no table by name. */
public final class TableRows {
  private static final String BYTES = "base64:";

  /** Rows asked for together: PostgreSQL ends a transaction that asks for nothing for a minute. */
  private static final int AT_ONCE = 1_000;

  private TableRows() {}

  /** Hands over every row, in the order of some columns, so that equal tables give equal rows. */
  public static void read(Handle handle, String table, String order, Consumer<JsonObject> row) {
    try (PreparedStatement statement =
        handle.getConnection().prepareStatement("select * from " + table + " order by " + order)) {
      statement.setFetchSize(AT_ONCE);
      try (ResultSet rows = statement.executeQuery()) {
        ResultSetMetaData meta = rows.getMetaData();
        while (rows.next()) {
          JsonObject values = new JsonObject();
          for (int i = 1; i <= meta.getColumnCount(); i++) {
            values.put(meta.getColumnName(i), json(rows.getObject(i)));
          }
          row.accept(values);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read table " + table, e);
    }
  }

  private static @Nullable Object json(@Nullable Object value) {
    return value instanceof byte[] bytes
        ? BYTES + Base64.getEncoder().encodeToString(bytes)
        : value;
  }

  /** Adds rows as they were read. */
  public static void write(Handle handle, String table, Stream<JsonObject> rows) {
    Set<String> bytes = columnsOfBytes(handle, table);
    rows.forEach(row -> write(handle, table, bytes, row));
  }

  /** Only in these does text stand for bytes: elsewhere somebody may have written what looks so. */
  private static Set<String> columnsOfBytes(Handle handle, String table) {
    try (PreparedStatement statement =
            handle.getConnection().prepareStatement("select * from " + table + " limit 0");
        ResultSet none = statement.executeQuery()) {
      ResultSetMetaData meta = none.getMetaData();
      Set<String> names = new HashSet<>();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        if (meta.getColumnType(i) == Types.BLOB || meta.getColumnType(i) == Types.BINARY) {
          names.add(meta.getColumnName(i));
        }
      }
      return names;
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read the columns of table " + table, e);
    }
  }

  private static void write(Handle handle, String table, Set<String> bytes, JsonObject row) {
    List<String> columns = row.fieldNames().stream().toList();
    if (!columns.stream().allMatch(column -> column.matches("[a-z_]+"))) {
      throw new IllegalArgumentException("a column of " + table + " has no proper name");
    }
    String blanks = columns.stream().map(_ -> "?").collect(Collectors.joining(", "));
    try (PreparedStatement statement =
        handle
            .getConnection()
            .prepareStatement(
                "insert into "
                    + table
                    + " ("
                    + String.join(", ", columns)
                    + ") values ("
                    + blanks
                    + ")")) {
      for (int i = 0; i < columns.size(); i++) {
        Object value = row.getValue(columns.get(i));
        statement.setObject(
            i + 1,
            value instanceof String text && bytes.contains(columns.get(i)) ? bytes(text) : value);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot write table " + table, e);
    }
  }

  private static byte[] bytes(String text) {
    if (!text.startsWith(BYTES)) {
      throw new IllegalArgumentException("bytes that do not begin with " + BYTES);
    }
    return Base64.getDecoder().decode(text.substring(BYTES.length()));
  }
}
