package courant.support;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs a whole class once on each database that is asked for. */
final class OnEachDatabase implements ClassTemplateInvocationContextProvider {
  @Override
  public boolean supportsClassTemplate(ExtensionContext test) {
    return true;
  }

  @Override
  public Stream<On> provideClassTemplateInvocationContexts(ExtensionContext test) {
    boolean usual = TestDatabase.isPostgres();
    return TestDatabase.isBoth()
        ? Stream.of(new On(false, usual), new On(true, usual))
        : Stream.of(new On(usual, usual));
  }

  /**
   * One run of a class.
   *
   * @param usual what other classes run on
   */
  private record On(boolean postgresql, boolean usual) implements ClassTemplateInvocationContext {
    @Override
    public String getDisplayName(int number) {
      return postgresql ? "PostgreSQL" : "SQLite";
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      BeforeClassTemplateInvocationCallback before = _ -> TestDatabase.use(postgresql);
      AfterClassTemplateInvocationCallback after = _ -> TestDatabase.use(usual);
      return List.of(before, after);
    }
  }
}
