package courant.platform.web;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One request, as an action sees it. */
public final class Request {
  /** A path and query; browsers take two slashes, or a backslash, for another site's name. */
  private static final Pattern OURS = Pattern.compile("/(?![/\\\\])[!-\\[\\]-~]{0,500}");

  /** Few enough digits that the rows before a page can be counted in 32 bits. */
  private static final Pattern PAGE = Pattern.compile("[1-9][0-9]{0,5}");

  private static final String SET_COOKIE = "Set-Cookie";

  private final RoutingContext context;
  private final HttpServerRequest http;
  private final URI site;
  private Optional<String> cookie = Optional.empty();

  Request(RoutingContext context, URI site) {
    this.context = context;
    this.http = context.request();
    this.site = site;
  }

  public String method() {
    return http.method().name();
  }

  /** The decoded path, always beginning with a slash. */
  public String path() {
    String encoded = context.normalizedPath();
    try {
      return encoded.indexOf('%') < 0
          ? encoded
          : URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return encoded;
    }
  }

  /** Path and query as they came, but for percent signs that began nothing. */
  public String address() {
    return http.uri();
  }

  /**
   * The review's public address without a slash at its end, such as {@code https://review.example}.
   */
  public URI site() {
    return site;
  }

  /** A named part of the route's path, decoded. */
  public String part(String name) {
    String value = context.pathParam(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no part " + name);
    }
    return value;
  }

  /** A parameter of the query; empty if absent or blank. */
  public Optional<String> query(String name) {
    return context.queryParam(name).stream().filter(value -> !value.isBlank()).findFirst();
  }

  /** All values of a parameter of the query. */
  public List<String> queries(String name) {
    return context.queryParam(name);
  }

  /** Whether the query or the posted form has this name, be it without a value. */
  public boolean has(String name) {
    return !context.queryParam(name).isEmpty() || http.getFormAttribute(name) != null;
  }

  /** A field of the posted form; empty if absent or blank. */
  public Optional<String> field(String name) {
    return Optional.ofNullable(http.getFormAttribute(name)).filter(value -> !value.isBlank());
  }

  /** All values of a field of the posted form. */
  public List<String> fields(String name) {
    return http.formAttributes().getAll(name);
  }

  /** A number as it stands in addresses and forms, of up to 18 digits; empty if it is none. */
  public static Optional<Long> number(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  /** The page of a list that the query asks for, counted from 1. */
  public int page() {
    return page(query("page"));
  }

  /** A page as it stands in addresses and forms; the first for anything that is no page. */
  public static int page(Optional<String> typed) {
    return typed.filter(PAGE.asMatchPredicate()).map(Integer::parseInt).orElse(1);
  }

  /** Every field of the posted form with its value, as they came; names may repeat. */
  public List<Map.Entry<String, String>> form() {
    return List.copyOf(http.formAttributes().entries());
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(http.getHeader(name));
  }

  /** Whether it says it is a browser, and no robot; whoever wants to can say so falsely. */
  public boolean byPerson() {
    return Visit.person(http.getHeader("user-agent"));
  }

  public Optional<String> cookie(String name) {
    return Optional.ofNullable(http.getCookie(name)).map(Cookie::getValue);
  }

  /**
   * Has the answer set a cookie, whoever makes it; but for one that is for everyone, or that sets a
   * cookie itself.
   */
  public void remember(String setCookie) {
    cookie = Optional.of(setCookie);
  }

  /** An answer to this request, with the cookie it is to set. */
  Response remembered(Response response) {
    return cookie
        .filter(_ -> response.shows().isEmpty())
        .filter(_ -> response.headers().stream().noneMatch(one -> one.getKey().equals(SET_COOKIE)))
        .map(set -> response.with(SET_COOKIE, set))
        .orElse(response);
  }

  /** The body as sent; empty if there was none. */
  public byte[] body() {
    return context.body().buffer() == null ? new byte[0] : context.body().buffer().getBytes();
  }

  /** The files that came with the form; gone when the request is answered. */
  public List<Upload> uploads() {
    return context.fileUploads().stream()
        .map(
            sent ->
                new Upload(
                    sent.name(), sent.fileName(), Path.of(sent.uploadedFileName()), sent.size()))
        .toList();
  }

  /**
   * A file that somebody sent.
   *
   * @param field of the form
   * @param name as the sender calls it: to be shown, never to be used as a path
   * @param file where it lies until the request is answered
   * @param bytes its length
   */
  public record Upload(String field, String name, Path file, long bytes) {}

  /**
   * The network address the request came from: as a proxy beside us names it, else the socket's.
   */
  public String network() {
    SocketAddress remote = http.remoteAddress();
    String socket = remote == null ? "" : remote.hostAddress();
    return socket.equals("127.0.0.1") || socket.equals("::1") || socket.equals("0:0:0:0:0:0:0:1")
        ? forwardedFor().orElse(socket)
        : socket;
  }

  /**
   * What stands last in all fields of this name: that is the proxy's, which may have added a field
   * of its own. What stands before it, anybody may have sent.
   */
  private Optional<String> forwardedFor() {
    String hops = String.join(",", http.headers().getAll("X-Forwarded-For"));
    return Optional.of(hops.substring(hops.lastIndexOf(',') + 1).strip())
        .filter(last -> !last.isEmpty());
  }

  /**
   * Where to go afterwards, as the query or form says in {@code next}: an address of ours, for
   * strangers may write links too. Empty if it is anything else.
   */
  public Optional<String> next() {
    return query("next").or(() -> field("next")).filter(OURS.asMatchPredicate());
  }
}
