package courant.delivery.mail;

import courant.platform.cli.InspectedFiles;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code courant inspect mail}: what a message that came back would make us do. */
@Command(name = "mail", description = "Classify bounces, complaints, unsubscribes, auto-replies")
public final class InspectMail implements Callable<Integer> {
  @Mixin private InspectedFiles files = new InspectedFiles();

  @Override
  public Integer call() throws Exception {
    return files.each((_, bytes) -> json(BounceReader.read(bytes)));
  }

  private static JsonObject json(IncomingMail mail) {
    List<String> recipients = mail.meaning().recipients().stream().map(Recipient::address).toList();
    JsonObject found =
        new JsonObject()
            .put("recipient", recipients.isEmpty() ? null : recipients.getFirst())
            .put("recipients", new JsonArray(recipients))
            .put("kind", mail.meaning().kind());
    return switch (mail.meaning()) {
      case IncomingMail.HardBounce bounce ->
          bounced(found, bounce.status(), bounce.diagnosis(), bounce.reason());
      case IncomingMail.SoftBounce bounce ->
          bounced(found, bounce.status(), bounce.diagnosis(), bounce.reason());
      case IncomingMail.Complaint _,
          IncomingMail.Unsubscribe _,
          IncomingMail.AutoReply _,
          IncomingMail.Other _ ->
          bounced(found, Optional.empty(), "", mail.meaning().reason());
    };
  }

  private static JsonObject bounced(
      JsonObject found, Optional<EnhancedStatus> status, String diagnosis, String reason) {
    return found
        .put("status", status.map(EnhancedStatus::toString).orElse(null))
        .put("diagnosis", diagnosis.isEmpty() ? null : diagnosis)
        .put("reason", reason);
  }
}
