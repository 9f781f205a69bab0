package courant.platform.db;

import java.lang.reflect.Type;
import java.sql.Types;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jspecify.annotations.Nullable;

/** What has to be said otherwise to PostgreSQL than to SQLite. */
final class PostgresArguments implements ArgumentFactory.Preparable {
  private PostgresArguments() {}

  static Jdbi register(Jdbi jdbi) {
    return jdbi.registerArgument(new PostgresArguments());
  }

  @Override
  public Optional<Function<Object, Argument>> prepare(Type type, ConfigRegistry config) {
    if (type == String.class) {
      return Optional.of(value -> text((String) value));
    }
    if (type == Boolean.class || type == boolean.class) {
      return Optional.of(value -> number((Boolean) value));
    }
    return Optional.empty();
  }

  private static Argument text(@Nullable String text) {
    return (position, statement, _) ->
        statement.setString(position, text == null ? null : withoutNul(text));
  }

  /** Columns that say yes or no are numbers in our tables. */
  private static Argument number(@Nullable Boolean yes) {
    return (position, statement, _) ->
        statement.setObject(position, yes == null ? null : yes ? 1 : 0, Types.INTEGER);
  }

  /** No text of PostgreSQL can hold U+0000, and foreign texts sometimes do. */
  static String withoutNul(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
  }
}
