package courant.support;

import io.vertx.core.json.JsonObject;

/** What {@link AcmeAuthority} says to whoever asks for something wrong (RFC 8555, 6.7). */
final class AcmeProblem extends Exception {
  private static final long serialVersionUID = 1;

  final String type;

  AcmeProblem(String type, String detail) {
    super(detail);
    this.type = type;
  }

  JsonObject said() {
    return new JsonObject()
        .put("type", "urn:ietf:params:acme:error:" + type)
        .put("detail", getMessage());
  }
}
