package courant.syndication.fetch;

import courant.platform.db.Database;
import courant.source.SourceId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whose feed is at an address. */
public final class FeedAddresses {
  private final Database database;

  public FeedAddresses(Database database) {
    this.database = database;
  }

  /** The source with a feed at this address, be it with another scheme or slash at its end. */
  public Optional<SourceId> source(String address) {
    String bare = address.replaceFirst("^(feed:)?(https?:)?//", "").replaceFirst("/$", "");
    List<String> ways =
        Stream.of("https://", "http://")
            .flatMap(it -> Stream.of(it + bare, it + bare + "/"))
            .toList();
    return database.read(
        handle ->
            handle
                .createQuery("select source_id from feed where address in (<ways>) order by id")
                .bindList("ways", ways)
                .map((row, _) -> new SourceId(row.getLong(1)))
                .findFirst());
  }
}
