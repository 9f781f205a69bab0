package courant.syndication.websub;

import courant.platform.crypto.Vault;
import courant.platform.db.Database;
import courant.platform.fetch.Outgoing;
import courant.platform.job.Timer;
import courant.platform.web.Routes;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Being told by partners' hubs, in place of asking. */
public final class WebSubModule {
  private final HubLeases leases;
  private final Callback callback;
  private final Outgoing outgoing;

  public WebSubModule(
      Database database, Vault vault, Outgoing outgoing, Pushed pushed, InstantSource clock) {
    leases = new HubLeases(database, vault, clock);
    callback = new Callback(leases, pushed);
    this.outgoing = outgoing;
  }

  public HubLeases leases() {
    return leases;
  }

  public void routes(Routes routes) {
    callback.routes(routes);
  }

  /**
   * What goes on when nobody asks.
   *
   * @param site where hubs can reach us
   */
  public void jobs(Timer timer, Supplier<URI> site) {
    timer.every(
        Duration.ofSeconds(2), "asking partners' hubs", new Subscribe(leases, outgoing, site));
  }
}
