package courant.platform.fetch;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. The event loop tells what happens, step by step; who asked waits for
 * that on its own thread, and lets the answer flow only as far as there is room for it.
 */
final class Exchange {
  private sealed interface Step {
    /** Paused: none of the body has been taken. */
    record Head(HttpClientResponse response) implements Step {}

    /** Paused: there is more of the body than its place holds. */
    record Full(HttpClientResponse response) implements Step {}

    record Over(Outcome outcome) implements Step {}
  }

  private static final int PIECE = 1 << 14;

  private final Ask ask;
  private final Room.Share share;
  private final long deadline;
  private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
  private Buffer body = Buffer.buffer();
  private volatile @Nullable HttpClientRequest request;
  private volatile boolean givenUp;

  Exchange(Ask ask, Room.Share share) {
    this.ask = ask;
    this.share = share;
    this.deadline = System.nanoTime() + ask.patience().toNanos();
  }

  /** Sends what was asked on a connection, once that is there, and waits for the outcome. */
  Outcome over(Future<HttpClientRequest> connection) {
    connection.onSuccess(this::send).onFailure(this::broken);
    try {
      return unpacked(answer());
    } catch (InterruptedException e) {
      giveUp();
      Thread.currentThread().interrupt();
      return new Outcome.Failed(Outcome.Cause.UNREACHABLE, "interrupted");
    }
  }

  private void send(HttpClientRequest made) {
    request = made;
    if (givenUp) {
      made.reset();
      return;
    }
    made.response()
        .onSuccess(
            response -> {
              response.pause();
              response.exceptionHandler(this::broken);
              steps.add(new Step.Head(response));
            })
        .onFailure(this::broken);
    made.exceptionHandler(this::broken);
    made.end(Buffer.buffer(ask.body()));
  }

  private void broken(Throwable failure) {
    String message = failure.getMessage();
    steps.add(
        new Step.Over(
            new Outcome.Failed(
                Outcome.Cause.UNREACHABLE,
                message == null ? failure.getClass().getSimpleName() : message)));
  }

  private Outcome answer() throws InterruptedException {
    while (true) {
      Step step = steps.poll(left(), TimeUnit.NANOSECONDS);
      Optional<Outcome> over =
          switch (step) {
            case null -> Optional.of(slow());
            case Step.Head(var response) -> begin(response);
            case Step.Full(var response) ->
                goOn(response, Math.min(body.length() + 1, ask.mostBytes()));
            case Step.Over(var outcome) -> Optional.of(outcome);
          };
      if (over.isPresent()) {
        if (!(over.get() instanceof Outcome.Answered)) {
          giveUp();
        }
        return over.get();
      }
    }
  }

  private long left() {
    return Math.max(deadline - System.nanoTime(), 0);
  }

  /** Whoever waits for a larger place holds a small one that others need: not all the time. */
  private Duration awhile() {
    return Duration.ofNanos(Math.min(left(), ask.patience().toNanos() / 4));
  }

  private Outcome.Failed slow() {
    return new Outcome.Failed(
        Outcome.Cause.SLOW, "no whole answer within " + ask.patience().toSeconds() + " seconds");
  }

  private Outcome.Failed large(String when) {
    return new Outcome.Failed(
        Outcome.Cause.LARGE, "longer than " + ask.mostBytes() + " bytes" + when);
  }

  private static Outcome.Failed crowded() {
    return new Outcome.Failed(
        Outcome.Cause.CROWDED, "too much came in from elsewhere at the same time");
  }

  private void giveUp() {
    givenUp = true;
    @Nullable HttpClientRequest made = request;
    if (made != null) {
      made.reset();
    }
  }

  private Optional<Outcome> begin(HttpClientResponse response) {
    OptionalInt length = length(response);
    if (length.orElse(0) > ask.mostBytes()) {
      return Optional.of(large(""));
    }
    if (!share.grow(Math.max(length.orElse(1), 1), awhile())) {
      return Optional.of(crowded());
    }
    body = Buffer.buffer(length.orElse(0)); // not before there is room for it
    response.handler(piece -> take(response, piece));
    response.endHandler(_ -> steps.add(new Step.Over(answered(response))));
    response.resume();
    return Optional.empty();
  }

  /** Of the body, as the far side tells it; the largest number for what is larger than any. */
  private OptionalInt length(HttpClientResponse response) {
    String told = response.getHeader("content-length");
    boolean bare = ask.method().equals("HEAD") || response.statusCode() == 304;
    return bare || told == null || !told.matches("[0-9]{1,18}")
        ? OptionalInt.empty()
        : OptionalInt.of((int) Math.min(Long.parseLong(told), Integer.MAX_VALUE));
  }

  private Optional<Outcome> goOn(HttpClientResponse response, int bytes) {
    if (!share.grow(bytes, awhile())) {
      return Optional.of(crowded());
    }
    response.resume();
    return Optional.empty();
  }

  private void take(HttpClientResponse response, Buffer piece) {
    body.appendBuffer(piece);
    if (body.length() > ask.mostBytes()) {
      response.pause();
      steps.add(new Step.Over(large("")));
    } else if (body.length() > share.bytes()) {
      response.pause();
      steps.add(new Step.Full(response));
    }
  }

  private Outcome answered(HttpClientResponse response) {
    return new Outcome.Answered(
        response.statusCode(),
        headers(response.headers()),
        body.getBytes(),
        ask.address(),
        Optional.empty());
  }

  private static Map<String, String> headers(MultiMap fields) {
    Map<String, String> headers = new HashMap<>();
    fields.forEach(
        (name, value) ->
            headers.merge(
                name.toLowerCase(Locale.ROOT), value, (one, other) -> one + ", " + other));
    return headers;
  }

  /** Undoes gzip, up to the same bound: a small file may hold a very large one. */
  private Outcome unpacked(Outcome outcome) {
    if (!(outcome instanceof Outcome.Answered answered)
        || !answered.header("content-encoding").orElse("").equalsIgnoreCase("gzip")
        || answered.body().length == 0) {
      return outcome;
    }
    int place = Math.min(Math.max(share.bytes(), PIECE), ask.mostBytes());
    ByteArrayOutputStream plain =
        new ByteArrayOutputStream((int) Math.min(4L * answered.body().length, place));
    byte[] piece = new byte[PIECE];
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answered.body()))) {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        plain.write(piece, 0, n);
        if (plain.size() > ask.mostBytes()) {
          return large(" when unpacked");
        }
        if (!share.grow(plain.size(), awhile())) {
          return crowded();
        }
      }
    } catch (IOException e) {
      return new Outcome.Failed(Outcome.Cause.BROKEN, "its gzip is broken: " + e.getMessage());
    }
    return answered.with(plain.toByteArray());
  }
}
