package courant.reply;

import courant.story.Story;
import courant.support.Figure;
import courant.support.TestReview;
import courant.support.Visitor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;

/**
 * Replies accepted, shown and approved, over HTTP on a real database; see {@code bench/replies}.
 */
public final class ReplyBench {
  private static final int SENDERS = 64;
  private static final int REPLIES = 10_000;

  private final TestReview review;

  private ReplyBench(TestReview review) {
    this.review = review;
  }

  public static void main(String[] arguments) throws Exception {
    int seconds = Integer.parseInt(arguments[0]);
    try (TestReview review = TestReview.start(Map.of("replies-per-network", "10000000"))) {
      ReplyBench bench = new ReplyBench(review);
      bench.accept(seconds);
      bench.show();
    }
    System.exit(0);
  }

  /** Each sender waits for its answer, which comes when the reply is on the disk. */
  private void accept(int seconds) throws InterruptedException {
    Story story = review.story("Flooded").publish();
    String token =
        Jsoup.parse(review.get(story.path()).body()).select("#reply-form [name=form]").val();
    AtomicInteger numbers = new AtomicInteger();
    AtomicInteger accepted = new AtomicInteger();
    AtomicInteger others = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> senders =
        IntStream.range(0, SENDERS)
            .mapToObj(
                _ ->
                    Thread.ofVirtual()
                        .start(() -> send(story, token, numbers, accepted, others, over)))
            .toList();
    senders.getFirst().join(Duration.ofSeconds(seconds)); // warm-up
    int before = accepted.get();
    long began = System.nanoTime();
    senders.getFirst().join(Duration.ofSeconds(seconds));
    double rate = (accepted.get() - before) / ((System.nanoTime() - began) / 1e9);
    over.set(true);
    for (Thread sender : senders) {
      sender.join();
    }
    int kept = review.review.replies().replies().counts().getOrDefault(ReplyState.HELD, 0);
    System.out.printf(
        "accepted: %,.0f replies/s by %d senders; %,d accepted, %,d in the queue, %,d other answers%n",
        rate, SENDERS, accepted.get(), kept, others.get());
    Figure.atLeast("replies", "accepted, durable", rate, "/s", 2_000);
  }

  private void send(
      Story story,
      String token,
      AtomicInteger numbers,
      AtomicInteger accepted,
      AtomicInteger others,
      AtomicBoolean over) {
    try (Socket socket = new Socket("localhost", review.review.port())) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (!over.get()) {
        int number = numbers.incrementAndGet();
        String form =
            Visitor.form(
                "form", token,
                "name", "Reader " + number % 5_000,
                "email", "reader" + number % 5_000 + "@writers.example",
                "text", "I have been at the harbour " + number + " times and it was fine.");
        out.write(
            ("POST %s/replies HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(story.path(), form.length(), form))
                .getBytes(StandardCharsets.US_ASCII));
        (answer(in).startsWith("HTTP/1.1 303") ? accepted : others).incrementAndGet();
      }
    } catch (IOException e) {
      others.incrementAndGet();
    }
  }

  /** Reads one answer whole. */
  private static String answer(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("closed");
      }
      head.append((char) c);
    }
    Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
    if (length.find()) {
      in.skipNBytes(Long.parseLong(length.group(1)));
    }
    return head.toString();
  }

  private void show() {
    Story story = review.story("Discussed").publish();
    ReplyModule module = review.review.replies();
    review
        .review
        .facts()
        .write(
            telling -> {
              Optional<ReplyId> above = Optional.empty();
              for (int i = 0; i < REPLIES; i++) {
                Typed typed = Typed.of("Reader " + i, "", "", "Reply number " + i, "");
                Optional<ReplyId> parent = i % 3 == 0 ? Optional.empty() : above;
                above =
                    Optional.of(
                        module
                            .post()
                            .take(
                                telling,
                                story.id(),
                                parent,
                                typed,
                                "<p>Reply number " + i + ", with a few more words in it.</p>",
                                review.clock.instant(),
                                i != REPLIES - 1));
              }
              return true;
            });
    for (Replies.Order order : Replies.Order.values()) {
      String path =
          order == Replies.Order.OLDEST
              ? story.path()
              : story.path() + "/replies?order=" + order.word();
      System.out.println(
          "first page of 10,000 replies, " + order.word() + ": " + times(story, path));
    }
    Reply held = module.replies().queue(ReplyState.HELD, 1_000_000).getLast();
    long began = System.nanoTime();
    module.moderate().decide(List.of(held.id()), ReplyState.APPROVED, "Desk", "");
    String body = review.get(story.path() + "/replies?order=newest").body();
    System.out.printf(
        "approved and on its page: %.1f ms, %s%n",
        (System.nanoTime() - began) / 1e6, body.contains(held.anchor()) ? "seen" : "NOT SEEN");
  }

  /** Rendered anew each time, as after a change. */
  private String times(Story story, String path) {
    double[] milliseconds =
        IntStream.range(0, 150)
            .mapToDouble(
                _ -> {
                  review
                      .review
                      .facts()
                      .write(
                          telling -> {
                            telling.tell(ReplyFact.CHANGED, story.id().value());
                            return true;
                          });
                  long began = System.nanoTime();
                  review.get(path);
                  return (System.nanoTime() - began) / 1e6;
                })
            .skip(50)
            .sorted()
            .toArray();
    return "%.1f ms at the median, %.1f at the 95th".formatted(milliseconds[50], milliseconds[95]);
  }
}
