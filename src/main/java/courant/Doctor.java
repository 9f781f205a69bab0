package courant;

import courant.platform.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code doctor}: looks at everything an installation leans on. */
@Command(
    name = "doctor",
    description = {
      "Look at the data folder, key, database, pictures, clock, address, mail and their settings, and say what to do.",
      "Does no more to the data than a start would. Ends with 1 if anything is wrong."
    })
final class Doctor implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    Settings settings;
    try {
      settings = Settings.read(EverySetting.given(command), System.getenv());
    } catch (IllegalArgumentException e) {
      out.print(Finding.wrong("settings", e, "see ./courant help settings").lines());
      return 1;
    }
    List<Finding> findings = new ArrayList<>();
    findings.addAll(new HouseCalls(settings, InstantSource.system()).findings());
    findings.addAll(new OutdoorCalls(settings).findings());
    findings.forEach(finding -> out.print(finding.lines()));
    long wrong =
        findings.stream().filter(finding -> finding.grade() == Finding.Grade.WRONG).count();
    out.println(wrong == 0 ? "Nothing is wrong." : wrong + " to be mended.");
    out.flush();
    return wrong == 0 ? 0 : 1;
  }
}
