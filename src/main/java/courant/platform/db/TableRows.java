package courant.platform.db;

import io.vertx.core.json.JsonObject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Whole tables as JSON rows, for archives and moves; knows no table by name. */
public final class TableRows {
  private static final String BYTES = "base64:";

  private TableRows() {}

  /** Hands over every row, in the order of some columns, so that equal tables give equal rows. */
  public static void read(Handle handle, String table, String order, Consumer<JsonObject> row) {
    try (PreparedStatement statement =
            handle
                .getConnection()
                .prepareStatement("select * from " + table + " order by " + order);
        ResultSet rows = statement.executeQuery()) {
      ResultSetMetaData meta = rows.getMetaData();
      while (rows.next()) {
        JsonObject values = new JsonObject();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
          values.put(meta.getColumnName(i), json(rows.getObject(i)));
        }
        row.accept(values);
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

  /** Adds a row as it was read. */
  public static void write(Handle handle, String table, JsonObject row) {
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
            value instanceof String text && text.startsWith(BYTES)
                ? Base64.getDecoder().decode(text.substring(BYTES.length()))
                : value);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot write table " + table, e);
    }
  }
}
