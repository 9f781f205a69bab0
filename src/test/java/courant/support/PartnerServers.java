package courant.support;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Many partners on many ports of this machine, each with several feeds, in which stories appear at
 * an even rate: the feeds in turn, each story at an instant that its headline tells. To be run as a
 * process of its own: first port, hosts, feeds, stories a second, and when the first appears
 * (milliseconds since 1970). Says every ten seconds how often it was asked.
 */
public final class PartnerServers {
  /** Before the first, and there from the beginning: so that a feed has a rhythm. */
  private static final int EARLIER = 3;

  /** Between those and the first; for whoever reads them to take them in. */
  public static final Duration LULL = Duration.ofMinutes(5);

  private static final int MOST_ITEMS = 10;
  private static final int WORDS = 250;
  private static final List<String> VOCABULARY = vocabulary();

  private final int hosts;
  private final int feeds;
  private final double millisBetween;
  private final long begin;
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong unchanged = new AtomicLong();

  private PartnerServers(int hosts, int feeds, double rate, long begin) {
    this.hosts = hosts;
    this.feeds = feeds;
    this.millisBetween = 1_000 / rate;
    this.begin = begin;
  }

  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    PartnerServers servers =
        new PartnerServers(
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            Double.parseDouble(arguments[3]),
            Long.parseLong(arguments[4]));
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    Future.all(
            IntStream.range(0, servers.hosts)
                .mapToObj(
                    host ->
                        vertx
                            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                            .requestHandler(request -> servers.answer(host, request))
                            .listen(port + host))
                .toList())
        .onFailure(
            failure -> {
              System.err.println("no server: " + failure);
              System.exit(1);
            })
        .onSuccess(_ -> System.out.println("ready"));
    vertx.setPeriodic(10_000, _ -> System.out.println(servers));
  }

  /** A feed's address, from 0. */
  public static String address(int port, int hosts, int feed) {
    return "http://127.0.0.1:" + (port + feed % hosts) + "/feed/" + feed;
  }

  /** When a story appeared that has this headline; in milliseconds since 1970. */
  public static long appeared(String headline) {
    return Long.parseLong(headline.substring(headline.lastIndexOf(' ') + 1));
  }

  private void answer(int host, HttpServerRequest request) {
    if (!request.path().startsWith("/feed/")) {
      request.response().setStatusCode(404).end();
      return;
    }
    int feed = Integer.parseInt(request.path().substring("/feed/".length()));
    asked.incrementAndGet();
    long newest = newest(feed, System.currentTimeMillis());
    String tag = "\"" + newest + "\"";
    if (feed % hosts == host && tag.equals(request.getHeader("if-none-match"))) {
      unchanged.incrementAndGet();
      request.response().setStatusCode(304).end();
      return;
    }
    request
        .response()
        .putHeader("content-type", "application/rss+xml")
        .putHeader("etag", tag)
        .end(document(feed, newest));
  }

  /** Not in the order of their numbers: whoever asks them in that order would meet them in step. */
  private long turn(int feed) {
    return feed * 7_919L % feeds;
  }

  /** Which round of stories this feed's newest is of; rounds before the first are below 0. */
  private long newest(int feed, long now) {
    double first = begin + turn(feed) * millisBetween;
    return Math.max(-1, (long) Math.floor((now - first) / (feeds * millisBetween)));
  }

  private long at(int feed, long round) {
    long at = (long) (begin + (round * feeds + turn(feed)) * millisBetween);
    return round < 0 ? at - LULL.toMillis() : at;
  }

  private String document(int feed, long newest) {
    StringBuilder xml =
        new StringBuilder("<rss version='2.0'><channel><title>Feed ")
            .append(feed)
            .append("</title><language>en</language>");
    for (long round = newest; round > Math.max(newest - MOST_ITEMS, -EARLIER - 1); round--) {
      long at = at(feed, round);
      long number = round * feeds + feed;
      xml.append("<item><title>")
          .append(words(number, 6))
          .append(" of ")
          .append(at)
          .append("</title><link>https://partner.example/")
          .append(number)
          .append("</link><guid>urn:story:")
          .append(number)
          .append("</guid><pubDate>")
          .append(
              DateTimeFormatter.RFC_1123_DATE_TIME.format(
                  Instant.ofEpochMilli(at).atOffset(ZoneOffset.UTC)))
          .append("</pubDate><description>&lt;p&gt;")
          .append(words(~number, WORDS))
          .append(".&lt;/p&gt;</description></item>");
    }
    return xml.append("</channel></rss>").toString();
  }

  /** The same for the same number, and hardly any alike for two. */
  private static String words(long number, int count) {
    Random random = new Random(number);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(VOCABULARY.get(random.nextInt(VOCABULARY.size())));
    }
    return text.toString();
  }

  private static List<String> vocabulary() {
    Random random = new Random(1);
    String consonants = "bdfglmnprstvz";
    String vowels = "aeiou";
    return IntStream.range(0, 4_000)
        .mapToObj(
            _ -> {
              StringBuilder word = new StringBuilder();
              for (int i = 0; i < 2 + random.nextInt(3); i++) {
                word.append(consonants.charAt(random.nextInt(consonants.length())))
                    .append(vowels.charAt(random.nextInt(vowels.length())));
              }
              return word.toString();
            })
        .toList();
  }

  @Override
  public String toString() {
    return "asked %d times, unchanged %d times".formatted(asked.get(), unchanged.get());
  }
}
