package courant.media;

import courant.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The library's list of pictures. */
public final class Photos {
  /** Which of them the desk looks at. */
  public enum Filter {
    ALL,
    /** Those that nobody has described. */
    UNDESCRIBED
  }

  private final Database database;

  public Photos(Database database) {
    this.database = database;
  }

  public Optional<Photo> byId(PhotoId id) {
    return database.read(handle -> byId(handle, id));
  }

  /** Within the caller's transaction or moment. */
  public Optional<Photo> byId(Handle handle, PhotoId id) {
    return handle
        .createQuery("select * from photo where id = :id")
        .bind("id", id.value())
        .map(Photos::photo)
        .findOne();
  }

  public Optional<Photo> byDigest(String digest) {
    return byDigests(List.of(digest)).stream().findFirst();
  }

  /** Those of these there are. */
  public List<Photo> byDigests(Collection<String> digests) {
    return digests.isEmpty()
        ? List.of()
        : database.read(
            handle ->
                handle
                    .createQuery("select * from photo where digest in (<digests>)")
                    .bindList("digests", List.copyOf(digests))
                    .map(Photos::photo)
                    .list());
  }

  /** Those of these digests that there is a picture of, also one that was thrown away. */
  public Set<String> known(Set<String> digests) {
    return byDigests(digests).stream().map(Photo::digest).collect(Collectors.toSet());
  }

  /**
   * The newest, without what was thrown away.
   *
   * @param words that name, description, caption or credit hold; empty for all
   */
  public List<Photo> newest(String words, Filter filter, int offset, int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select * from photo
                    where deleted is null and words like :words escape '!' and (:all = 1 or alt = '')
                    order by added desc, id desc limit :most offset :offset
                    """)
                .bind("words", pattern(words))
                .bind("all", filter == Filter.ALL ? 1 : 0)
                .bind("most", most)
                .bind("offset", offset)
                .map(Photos::photo)
                .list());
  }

  private static String pattern(String words) {
    return "%" + words.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
  }

  /** Every one, also what was thrown away, by number, from behind one number on. */
  public List<Photo> after(long number, int most) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from photo where id > :after order by id limit :most")
                .bind("after", number)
                .bind("most", most)
                .map(Photos::photo)
                .list());
  }

  /** How many there are, and how many of them nobody has described. */
  public Count count() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select count(*), coalesce(sum(case when alt = '' then 1 else 0 end), 0) from photo where deleted is null")
                .map((row, _) -> new Count(row.getLong(1), row.getLong(2)))
                .one());
  }

  /** See {@link #count()}. */
  public record Count(long all, long undescribed) {}

  /** Writes within the caller's transaction, by number. */
  public void write(Handle handle, Photo photo) {
    handle
        .createUpdate(
            """
            insert into photo (id, digest, name, width, height, other, cuts, alt, caption, credit,
              focus_x, focus_y, added, added_by, deleted, words)
            values (:id, :digest, :name, :width, :height, :other, :cuts, :alt, :caption, :credit,
              :x, :y, :added, :addedBy, :deleted, :words)
            on conflict (id) do update set alt = excluded.alt, caption = excluded.caption,
              credit = excluded.credit, focus_x = excluded.focus_x, focus_y = excluded.focus_y,
              deleted = excluded.deleted, words = excluded.words
            """)
        .bind("id", photo.id().value())
        .bind("digest", photo.digest())
        .bind("name", photo.name())
        .bind("width", photo.width())
        .bind("height", photo.height())
        .bind("other", photo.other())
        .bind("cuts", cuts(photo))
        .bind("alt", photo.alt())
        .bind("caption", photo.caption())
        .bind("credit", photo.credit())
        .bind("x", photo.focus().x())
        .bind("y", photo.focus().y())
        .bind("added", photo.added().toEpochMilli())
        .bind("addedBy", photo.addedBy())
        .bind("deleted", photo.deleted().map(Instant::toEpochMilli).orElse(null))
        .bind("words", words(photo))
        .execute();
  }

  /** Writes which sizes there are, within the caller's transaction. */
  void grow(Handle handle, Photo photo) {
    handle
        .createUpdate("update photo set cuts = :cuts where id = :id")
        .bind("cuts", cuts(photo))
        .bind("id", photo.id().value())
        .execute();
  }

  private static String cuts(Photo photo) {
    return photo.cuts().stream().map(Cut::toString).collect(Collectors.joining(" "));
  }

  private static String words(Photo photo) {
    return String.join(" ", photo.name(), photo.alt(), photo.caption(), photo.credit())
        .toLowerCase(Locale.ROOT);
  }

  /** Those thrown away before an instant. */
  List<Photo> deletedBefore(Instant instant) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from photo where deleted < :instant")
                .bind("instant", instant.toEpochMilli())
                .map(Photos::photo)
                .list());
  }

  /** Forgets one for good, unless it was taken back meanwhile. */
  boolean forget(Handle handle, PhotoId id) {
    return handle
            .createUpdate("delete from photo where id = :id and deleted is not null")
            .bind("id", id.value())
            .execute()
        == 1;
  }

  /** A row of the table, with its own names of columns. */
  public static Photo photo(ResultSet row, StatementContext context) throws SQLException {
    long deleted = row.getLong("deleted");
    Optional<Instant> gone =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(deleted));
    return new Photo(
        new PhotoId(row.getLong("id")),
        row.getString("digest"),
        row.getString("name"),
        row.getInt("width"),
        row.getInt("height"),
        row.getString("other"),
        Cut.list(row.getString("cuts")),
        row.getString("alt"),
        row.getString("caption"),
        row.getString("credit"),
        new Photo.Focus(row.getInt("focus_x"), row.getInt("focus_y")),
        Instant.ofEpochMilli(row.getLong("added")),
        row.getString("added_by"),
        gone);
  }
}
