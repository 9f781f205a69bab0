package courant.desk.correction;

import courant.desk.Desk;
import courant.platform.job.Facts;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.source.Source;
import courant.source.Sources;
import courant.syndication.change.ChangeRule;
import courant.syndication.change.ChangeRule.Rewrites;
import courant.syndication.change.ChangeRule.Withdrawals;
import courant.syndication.change.ChangeRules;
import java.util.Map;
import java.util.Optional;

/** {@code /desk/sources/:id/changes}: what becomes of a partner's changes by themselves. */
final class EditChangeRule {
  private final Desk desk;
  private final Facts facts;
  private final Sources sources;
  private final ChangeRules rules;

  EditChangeRule(Desk desk, Facts facts, Sources sources, ChangeRules rules) {
    this.desk = desk;
    this.facts = facts;
    this.sources = sources;
    this.rules = rules;
  }

  Response show(Request request) {
    return CorrectionDesk.source(request)
        .flatMap(sources::byId)
        .map(
            source ->
                desk.page(
                    request,
                    "correction/rule",
                    "sources",
                    desk.texts().say("correction.rule"),
                    Map.of("source", source, "rule", rules.of(source.id()))))
        .orElseGet(() -> Response.empty(404));
  }

  Response save(Request request) {
    Optional<Source> source = CorrectionDesk.source(request).flatMap(sources::byId);
    Optional<Rewrites> rewrites = request.field("rewrites").flatMap(Rewrites::of);
    Optional<Withdrawals> withdrawals = request.field("withdrawals").flatMap(Withdrawals::of);
    if (source.isEmpty()) {
      return Response.empty(404);
    }
    if (rewrites.isEmpty() || withdrawals.isEmpty()) {
      return Response.empty(400);
    }
    ChangeRule rule =
        new ChangeRule(rewrites.get(), withdrawals.get(), request.field("revisits").isPresent());
    facts.write(
        telling -> {
          rules.write(telling.handle(), source.get().id(), rule);
          return true;
        });
    return Response.seeOther("/desk/sources/" + source.get().id().value() + "/changes?done=saved");
  }
}
