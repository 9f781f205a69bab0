package courant.platform.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.util.Map;

/** Renders the precompiled templates of {@code src/main/jte}. */
public final class Templates {
  private static final TemplateEngine ENGINE = engine();

  private Templates() {}

  private static TemplateEngine engine() {
    TemplateEngine engine =
        TemplateEngine.createPrecompiled(null, ContentType.Html, null, "courant.templates");
    engine.setBinaryStaticContent(true);
    return engine;
  }

  /** Renders {@code <name>.jte}, UTF-8. */
  public static byte[] render(String name, Map<String, Object> parameters) {
    Utf8ByteOutput output = new Utf8ByteOutput();
    ENGINE.render(name + ".jte", parameters, output);
    return output.toByteArray();
  }
}
