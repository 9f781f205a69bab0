package courant.support;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Machines of their own on one switch: network namespaces and a bridge between them, to which this
 * process is plugged in, too. A cable that is pulled swallows what is sent; nobody is told.
 */
public final class Network implements AutoCloseable {
  private static final int HERE = 254;

  private final String name;
  private final String net;
  private final int machines;

  private Network(int machines) {
    long process = ProcessHandle.current().pid();
    this.name = "ct" + Long.toString(process, Character.MAX_RADIX);
    // Kept for tests of networks by RFC 2544: no real one is hidden by it.
    this.net = "198.18." + process % 256 + ".";
    this.machines = machines;
  }

  /** Empty where none can be made, which takes Linux, iproute2 and root. */
  public static Optional<Network> of(int machines) throws InterruptedException {
    Network network = new Network(machines);
    if (network.build()) {
      return Optional.of(network);
    }
    network.close();
    return Optional.empty();
  }

  private boolean build() throws InterruptedException {
    boolean built =
        ip("link add " + name + " type bridge")
            && ip("addr add " + net + HERE + "/24 dev " + name)
            && ip("link set " + name + " up");
    for (int machine = 0; built && machine < machines; machine++) {
      String cable = cable(machine);
      built =
          ip("netns add " + cable)
              && ip("link add " + cable + " type veth peer name eth0 netns " + cable)
              && ip("link set " + cable + " up")
              && ip("-n " + cable + " addr add " + address(machine) + "/24 dev eth0")
              && ip("-n " + cable + " link set eth0 up")
              && ip("-n " + cable + " link set lo up");
      mend(machine);
    }
    return built;
  }

  /** A cable and what is at its end have one name. */
  private String cable(int machine) {
    return name + "-" + machine;
  }

  /** Where the others reach a machine. */
  public String address(int machine) {
    return net + (machine + 1);
  }

  /** A process that runs on a machine, once it is started. */
  public ProcessBuilder on(int machine, ProcessBuilder process) {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", cable(machine)));
    command.addAll(process.command());
    return process.command(command);
  }

  /** Pulls a machine's cable out of the switch. */
  public void cut(int machine) throws InterruptedException {
    ip("link set " + cable(machine) + " nomaster");
  }

  /** Plugs it in again. */
  public void mend(int machine) throws InterruptedException {
    ip("link set " + cable(machine) + " master " + name);
  }

  private static boolean ip(String words) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words.split(" ")));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false; // there is no such command
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (int machine = 0; machine < machines; machine++) {
      ip("link del " + cable(machine));
      ip("netns del " + cable(machine));
    }
    ip("link del " + name);
  }
}
