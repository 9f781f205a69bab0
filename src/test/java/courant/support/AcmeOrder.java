package courant.support;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** One name that {@link AcmeAuthority} is to certify, once it is proven (RFC 8555, 7.1.3). */
final class AcmeOrder {
  private final String authority;
  private final String id = UUID.randomUUID().toString();
  private final String name;
  private final String thumbprint;
  private final String token = UUID.randomUUID().toString();
  private volatile String status = "pending";
  private volatile Optional<JsonObject> error = Optional.empty();
  private volatile String chain = "";

  /**
   * @param authority its address
   * @param thumbprint of the key of whoever ordered
   */
  AcmeOrder(String authority, String name, String thumbprint) {
    this.authority = authority;
    this.name = name;
    this.thumbprint = thumbprint;
  }

  String id() {
    return id;
  }

  String thumbprint() {
    return thumbprint;
  }

  String address() {
    return at("order");
  }

  /** The certificate, once it is issued. */
  String chain() {
    return chain;
  }

  private String at(String what) {
    return authority + "/" + what + "/" + id;
  }

  JsonObject said() {
    JsonObject json =
        new JsonObject()
            .put("status", status)
            .put("identifiers", new JsonArray().add(identifier()))
            .put("authorizations", new JsonArray().add(at("authorization")))
            .put("finalize", at("finalize"));
    error.ifPresent(error -> json.put("error", error));
    return status.equals("valid") ? json.put("certificate", at("certificate")) : json;
  }

  private JsonObject identifier() {
    return new JsonObject().put("type", "dns").put("value", name);
  }

  JsonObject authorization() {
    return new JsonObject()
        .put("status", status.equals("ready") ? "valid" : status)
        .put("identifier", identifier())
        .put("challenges", new JsonArray().add(challenge()));
  }

  JsonObject challenge() {
    JsonObject json =
        new JsonObject()
            .put("type", "http-01")
            .put("url", at("challenge"))
            .put("token", token)
            .put("status", status.equals("ready") ? "valid" : status);
    error.ifPresent(error -> json.put("error", error));
    return json;
  }

  /** Goes and looks (RFC 8555, 8.3). */
  void prove(int port) {
    try {
      String wanted = token + "." + thumbprint;
      String found = proof(port);
      if (!found.startsWith("HTTP/1.1 200 ") || !found.endsWith("\r\n\r\n" + wanted)) {
        refuse("unauthorized", "found at " + name + " " + found.split("\r\n")[0]);
        return;
      }
      status = "ready";
    } catch (IOException e) {
      refuse("connection", "Fetching http://" + name + "/: " + e.getMessage());
    }
  }

  private String proof(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      String asks =
          "GET /.well-known/acme-challenge/%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(token, name);
      socket.getOutputStream().write(asks.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void refuse(String type, String detail) {
    error = Optional.of(new AcmeProblem(type, detail).said());
    status = "invalid";
  }

  void issue(Certifier certifier, JsonObject payload, Instant begins) throws AcmeProblem {
    if (!status.equals("ready")) {
      throw new AcmeProblem("orderNotReady", "it is " + status);
    }
    byte[] request = Base64.getUrlDecoder().decode(payload.getString("csr"));
    chain =
        certifier
            .issue(request, name, begins)
            .orElseThrow(() -> new AcmeProblem("badCSR", "not what was ordered"));
    status = "valid";
  }
}
