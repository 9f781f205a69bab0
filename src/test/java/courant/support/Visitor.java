package courant.support;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Somebody in front of a browser without scripts: keeps cookies, follows links in mail. */
public final class Visitor {
  private static final String BOUNDARY = "boundary-of-the-test";

  private static final Pattern MAX_AGE = Pattern.compile("(?i);\\s*max-age=(\\d+)");

  /** Kept until then; one that was put here by a test, for ever. */
  private record Cookie(String value, Instant until) {}

  private final TestReview review;
  private final Map<String, Cookie> cookies = new HashMap<>();

  public Visitor(TestReview review) {
    this.review = review;
  }

  /** The same one, sent to another node of the review. */
  public Visitor at(TestReview node) {
    Visitor there = new Visitor(node);
    there.cookies.putAll(cookies);
    return there;
  }

  public HttpResponse<String> get(String path) {
    return kept(review.send(request(path).GET()));
  }

  /** Posts a form: names and values in turn. */
  public HttpResponse<String> post(String path, String... fields) {
    return kept(
        review.send(
            request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofString(form(fields)))));
  }

  /** Hands in one file, as a form without scripts does. */
  public HttpResponse<String> handIn(String path, String field, String name, byte[] file) {
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            .formatted(BOUNDARY, field, name);
    return kept(
        review.send(
            request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .header("Sec-Fetch-Site", "same-origin")
                .POST(
                    HttpRequest.BodyPublishers.ofByteArray(
                        TestPhotos.join(
                            head.getBytes(StandardCharsets.UTF_8),
                            file,
                            ("\r\n--" + BOUNDARY + "--\r\n")
                                .getBytes(StandardCharsets.US_ASCII))))));
  }

  public static String form(String... fields) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < fields.length; i += 2) {
      pairs.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
    }
    return String.join("&", pairs);
  }

  /** Signs up or in by the link in the mail. */
  public Visitor signIn(String address) {
    post("/my/sign-in", "email", address);
    post("/my/sign-in/link", "token", token());
    return this;
  }

  /** The same, of a review whose mail is taken by this relay, for the first time. */
  public Visitor signIn(String address, SmtpSink relay) {
    post("/my/sign-in", "email", address);
    Await.until(() -> letters(relay, address).findFirst().isPresent());
    String letter = letters(relay, address).findFirst().orElseThrow().replace("=\r\n", "");
    post("/my/sign-in/link", "token", token(letter));
    return this;
  }

  private static Stream<String> letters(SmtpSink relay, String address) {
    return relay.mails().stream()
        .filter(mail -> mail.to().equals(address))
        .map(SmtpSink.Mail::text);
  }

  /** The one-time token in the newest mail, of a review without a relay. */
  public String token() {
    return token(review.review.outbox().newest(1).getFirst().message().text());
  }

  private static String token(String letter) {
    return letter.replaceAll("(?s).*/my/sign-in/([\\w-]+).*", "$1");
  }

  public String cookie(String name) {
    forgetOld();
    Cookie cookie = cookies.get(name);
    return cookie == null ? "" : cookie.value();
  }

  public void cookie(String name, String value) {
    cookies.put(name, new Cookie(value, Instant.MAX));
  }

  private void forgetOld() {
    cookies.values().removeIf(cookie -> !cookie.until().isAfter(review.clock.instant()));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(review.at(path));
    forgetOld();
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue().value())
              .collect(Collectors.joining("; ")));
    }
    return request;
  }

  private HttpResponse<String> kept(HttpResponse<String> response) {
    for (String cookie : response.headers().allValues("set-cookie")) {
      String[] parts = cookie.split(";", 2)[0].split("=", 2);
      Matcher age = MAX_AGE.matcher(cookie);
      Instant until =
          age.find()
              ? review.clock.instant().plusSeconds(Long.parseLong(age.group(1)))
              : Instant.MAX;
      cookies.put(parts[0], new Cookie(parts[1], until));
    }
    return response;
  }
}
