package courant.platform.db;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A whole database into another, empty one of either kind; knows no table by name. */
public final class Copy {
  private static final int AT_ONCE = 1_000;

  private Copy() {}

  /**
   * What a table holds.
   *
   * @param checksum of all its rows in any order, the same on every database
   */
  public record Content(long rows, long checksum) {
    Content and(long row) {
      return new Content(rows + 1, checksum + row);
    }
  }

  /**
   * Copies every table as it is at this moment, in one transaction, and reads it again before that
   * is committed.
   *
   * @return what each table held
   * @throws IllegalStateException if the other holds something already, or not what was copied into
   *     it; then it is left as it was
   */
  public static SequencedMap<String, Content> run(Database from, Database to) {
    return from.snapshot(source -> to.write(target -> all(source, target)));
  }

  private static SequencedMap<String, Content> all(Handle source, Handle target) {
    List<String> tables = Tables.names(source);
    for (String table : tables) {
      if (content(target, table).rows() > 0) {
        throw new IllegalStateException("the other database is not empty: it has rows in " + table);
      }
    }
    SequencedMap<String, Content> copied = new TreeMap<>();
    for (String table : tables) {
      copied.put(table, table(source, target, table));
    }
    copied.forEach(
        (table, content) -> {
          if (!content(target, table).equals(content)) {
            throw new IllegalStateException("the copy of " + table + " is not what was copied");
          }
        });
    Tables.lastNumbers(source).forEach((table, last) -> Tables.countOn(target, table, last));
    return copied;
  }

  private static Content table(Handle source, Handle target, String table) {
    List<String> columns = columns(source, table);
    String insert =
        "insert into %s (%s) values (%s)"
            .formatted(
                table,
                String.join(", ", columns),
                columns.stream().map(_ -> "?").collect(Collectors.joining(", ")));
    try (PreparedStatement writing = target.getConnection().prepareStatement(insert)) {
      Rows rows = new Rows(writing);
      read(source, table, columns, rows);
      rows.flush();
      return rows.content;
    } catch (SQLException e) {
      throw new IllegalStateException("cannot copy table " + table, e);
    }
  }

  /** Adds rows a thousand at a time, and remembers what they were. */
  private static final class Rows implements Row {
    private final PreparedStatement writing;
    private Content content = new Content(0, 0);

    Rows(PreparedStatement writing) {
      this.writing = writing;
    }

    @Override
    public void take(List<@Nullable Object> values) throws SQLException {
      for (int i = 0; i < values.size(); i++) {
        writing.setObject(i + 1, values.get(i));
      }
      writing.addBatch();
      content = content.and(hash(values));
      if (content.rows() % AT_ONCE == 0) {
        flush();
      }
    }

    void flush() throws SQLException {
      writing.executeBatch();
    }
  }

  /** What a table holds now. */
  static Content content(Handle handle, String table) {
    Content[] content = {new Content(0, 0)};
    try {
      read(
          handle,
          table,
          columns(handle, table),
          values -> content[0] = content[0].and(hash(values)));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read table " + table, e);
    }
    return content[0];
  }

  private interface Row {
    void take(List<@Nullable Object> values) throws SQLException;
  }

  private static void read(Handle handle, String table, List<String> columns, Row row)
      throws SQLException {
    String select = "select %s from %s".formatted(String.join(", ", columns), table);
    try (PreparedStatement reading = handle.getConnection().prepareStatement(select)) {
      reading.setFetchSize(AT_ONCE);
      try (ResultSet rows = reading.executeQuery()) {
        while (rows.next()) {
          List<@Nullable Object> values = new ArrayList<>(columns.size());
          for (int i = 1; i <= columns.size(); i++) {
            values.add(portable(rows.getObject(i)));
          }
          row.take(values);
        }
      }
    }
  }

  /** In the order of their names, since later migrations may have come in another order. */
  private static List<String> columns(Handle handle, String table) {
    try (ResultSet columns =
        handle
            .getConnection()
            .getMetaData()
            .getColumns(null, handle.getConnection().getSchema(), table, "%")) {
      List<String> names = new ArrayList<>();
      while (columns.next()) {
        names.add(columns.getString("COLUMN_NAME"));
      }
      names.sort(null);
      return names;
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read the columns of " + table, e);
    }
  }

  private static @Nullable Object portable(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> PostgresArguments.withoutNul(text);
      case byte[] bytes -> bytes;
      case Double real -> real;
      case Number number -> number.longValue();
      default -> throw new IllegalStateException("a value of " + value.getClass());
    };
  }

  private static long hash(List<@Nullable Object> values) {
    MessageDigest digest = sha256();
    for (Object value : values) {
      byte[] bytes = bytes(value);
      digest.update(ByteBuffer.allocate(4).putInt(value == null ? -1 : bytes.length).array());
      digest.update(bytes);
    }
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  private static byte[] bytes(@Nullable Object value) {
    return switch (value) {
      case null -> new byte[0];
      case byte[] bytes -> bytes;
      case Double real -> ByteBuffer.allocate(8).putDouble(real).array();
      case Long number -> ByteBuffer.allocate(8).putLong(number).array();
      default -> value.toString().getBytes(StandardCharsets.UTF_8);
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
