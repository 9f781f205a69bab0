package courant.torture;

import courant.Main;
import courant.support.OtherProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Courant in a process of its own, as an operator starts it, to be killed without a word. */
final class Child implements AutoCloseable {
  private static final Pattern LINK = Pattern.compile("/desk/sign-in/([\\w-]+)");

  private final Process process;
  private final BufferedReader output;

  private Child(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a command; it works while this returns. */
  static Child run(Map<String, String> environment, String... arguments) throws IOException {
    return start(OtherProcess.of(Main.class, arguments), environment);
  }

  private static Child start(ProcessBuilder process, Map<String, String> environment)
      throws IOException {
    process.environment().putAll(environment);
    process.redirectError(ProcessBuilder.Redirect.DISCARD);
    return new Child(process.start());
  }

  /** A server that answers; the link is there when the review is new. */
  record Serving(Child child, URI site, Optional<String> ownersLink, long startedInMillis) {}

  /** Starts a server on a free port, and waits until it answers. */
  static Serving serve(Path data, Map<String, String> environment, String... more)
      throws IOException {
    List<String> port = new ArrayList<>(List.of("--port", "0"));
    port.addAll(List.of(more));
    return serve(UnaryOperator.identity(), data, environment, port.toArray(String[]::new));
  }

  /** Starts a server somewhere else, and waits until it answers. */
  static Serving serve(
      UnaryOperator<ProcessBuilder> where,
      Path data,
      Map<String, String> environment,
      String... more)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("serve", "--data", data.toString()));
    arguments.addAll(List.of(more));
    boolean fresh = !Files.exists(data.resolve("courant.key"));
    long began = System.nanoTime();
    Child child =
        start(
            where.apply(OtherProcess.of(Main.class, arguments.toArray(String[]::new))),
            environment);
    String line = child.output.readLine();
    if (line == null || !line.startsWith("Courant is at ")) {
      child.close();
      throw new IllegalStateException("the server did not start: " + line);
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    URI site = URI.create(line.substring("Courant is at ".length()));
    Optional<String> link = fresh ? Optional.of(child.ownersLink()) : Optional.empty();
    return new Serving(child, site, link, millis);
  }

  private String ownersLink() throws IOException {
    Matcher link = LINK.matcher(String.valueOf(output.readLine()));
    if (!link.find()) {
      throw new IllegalStateException("a new review let its owner in by no link");
    }
    return link.group(1);
  }

  /** Ends it by SIGKILL: nothing is flushed, closed or said. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Asks it to end, as an operator does, and waits until it has. */
  void stop() {
    process.destroy();
    process.onExit().join();
  }

  /** Waits so long for it to end by itself, and then kills it; whether it ended well. */
  boolean endsWithin(long millis) throws InterruptedException {
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      return process.exitValue() == 0;
    }
    kill();
    return false;
  }

  @Override
  public void close() {
    kill();
  }
}
