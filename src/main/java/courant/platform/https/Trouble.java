package courant.platform.https;

/**
 * Why there is no new certificate.
 *
 * @param problem as far as possible in the authority's own words, fit to be shown on a terminal
 * @param advice what to do about it; empty if there is nothing but to wait
 */
public record Trouble(String problem, String advice) {
  private static final int LONGEST = 500;

  public Trouble {
    problem = problem.replaceAll("\\p{Cntrl}+", " ").strip();
    problem = problem.length() > LONGEST ? problem.substring(0, LONGEST) + "…" : problem;
  }

  /**
   * What is wrong when an authority says so.
   *
   * @param type of the error (RFC 8555, 6.7), such as {@code dns}
   */
  static Trouble of(String type, String problem, String host) {
    return new Trouble(
        problem,
        switch (type) {
          case "dns" ->
              "add an A and an AAAA record for %s, with this machine's addresses".formatted(host);
          case "connection" ->
              "port 80 of every address that the DNS knows of %s has to lead to this server, from anywhere: look at records, firewall and the provider's rules"
                  .formatted(host);
          case "unauthorized", "incorrectResponse" ->
              "something else answers on port 80 of %s: another web server, or another machine to which its A or AAAA record leads"
                  .formatted(host);
          case "caa" -> "the CAA record of the domain has to name this authority";
          case "rejectedIdentifier" ->
              "this authority makes no certificates for %s: COURANT_URL has to be a public name"
                  .formatted(host);
          case "externalAccountRequired" ->
              "this authority wants to know its customers: COURANT_HTTPS=https://ID:SECRET@host/directory, with what it gave you";
          case "invalidContact", "unsupportedContact" ->
              "COURANT_HTTPS_CONTACT has to be an address that takes mail, or empty";
          case "userActionRequired" -> "read what the authority says there, and start again";
          default -> "";
        });
  }

  /** Both, as one line of the log. */
  @Override
  public String toString() {
    return advice.isEmpty() ? problem : problem + " → " + advice;
  }
}
