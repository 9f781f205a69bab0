package courant.delivery.app;

import courant.delivery.AppPasswords;
import courant.platform.web.Action;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.reader.ReaderId;
import java.util.function.BiFunction;

/** Lets apps of the Google Reader API in: the app password alone says who it is. */
final class AppDoor {
  private static final String SCHEME = "GoogleLogin auth=";

  private final AppPasswords passwords;

  AppDoor(AppPasswords passwords) {
    this.passwords = passwords;
  }

  /** {@code /accounts/ClientLogin}; any user name will do. */
  Response signIn(Request request) {
    String password = GoogleReader.parameter(request, "Passwd").orElse("");
    return passwords
        .reader(password)
        .map(
            _ ->
                Response.text("SID=%1$s\nLSID=%1$s\nAuth=%1$s\n".formatted(password))
                    .with("cache-control", "no-store"))
        .orElseGet(
            () -> Response.of(403, "text/plain; charset=utf-8", "Error=BadAuthentication\n"));
  }

  /** An action for whoever shows an app password. */
  Action signedIn(BiFunction<Request, ReaderId, Response> action) {
    return request ->
        request
            .header("Authorization")
            .filter(proof -> proof.startsWith(SCHEME))
            .flatMap(proof -> passwords.reader(proof.substring(SCHEME.length())))
            .map(reader -> action.apply(request, reader).with("cache-control", "no-store"))
            .orElseGet(
                () ->
                    Response.of(401, "text/plain; charset=utf-8", "Unauthorized\n")
                        .with("WWW-Authenticate", "GoogleLogin"));
  }
}
