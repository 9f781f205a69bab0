package courant.reply;

import java.util.ArrayList;
import java.util.List;

/** A table of comments as comma-separated values (RFC 4180): quoted cells may hold anything. */
final class CommentTable {
  private CommentTable() {}

  /** The cells of the column {@code CONTENT}. */
  static List<String> contents(String csv) {
    return column(csv, "CONTENT");
  }

  /** The cells of a named column, without its heading; nothing if there is no such column. */
  static List<String> column(String csv, String name) {
    List<List<String>> rows = rows(csv.startsWith("\ufeff") ? csv.substring(1) : csv);
    int column =
        rows.isEmpty()
            ? -1
            : rows.getFirst().stream()
                .map(String::strip)
                .map(String::toUpperCase)
                .toList()
                .indexOf(name);
    return column < 0
        ? List.of()
        : rows.stream()
            .skip(1)
            .filter(row -> row.size() > column)
            .map(row -> row.get(column))
            .toList();
  }

  private static List<List<String>> rows(String csv) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted) {
        if (c != '"') {
          cell.append(c);
        } else if (i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"' && cell.isEmpty()) {
        quoted = true;
      } else if (c == ',') {
        end(row, cell);
      } else if (c == '\n') {
        end(row, cell);
        rows.add(List.copyOf(row));
        row.clear();
      } else if (c != '\r') {
        cell.append(c);
      }
    }
    if (!cell.isEmpty() || !row.isEmpty()) {
      end(row, cell);
      rows.add(List.copyOf(row));
    }
    return rows.stream().filter(cells -> cells.size() > 1 || !cells.getFirst().isBlank()).toList();
  }

  private static void end(List<String> row, StringBuilder cell) {
    row.add(cell.toString());
    cell.setLength(0);
  }
}
