package courant;

import courant.desk.Members;
import courant.desk.staff.StaffDesk;
import courant.platform.crypto.Token;
import courant.platform.passkey.Passkeys;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code let-in}: the way back for an owner who lost device, mailbox and codes. Whoever may read
 * the data folder may do it; it stands in the desk's log.
 */
@Command(
    name = "let-in",
    description =
        "Print a one-time link to the desk for the owner, and ask that owner for no code any more;"
            + " the server may go on running")
final class LetIn implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    try (Holdings held = Holdings.open(common.settings(Map.of()), InstantSource.system())) {
      Passkeys passkeys = new Passkeys(held.database(), StaffDesk.REALM, held.ids(), held.clock());
      Optional<Token> link =
          new Members(held.database(), held.vault(), passkeys, held.ids(), held.clock())
              .ownersWayBack();
      if (link.isEmpty()) {
        command
            .commandLine()
            .getErr()
            .println(
                "courant: nobody owns this review yet; start it, and it prints the first link");
        return 1;
      }
      command
          .commandLine()
          .getOut()
          .println(
              "The desk opens once, within three days, at "
                  + held.site()
                  + "/desk/sign-in/"
                  + link.get().value());
      return 0;
    }
  }
}
