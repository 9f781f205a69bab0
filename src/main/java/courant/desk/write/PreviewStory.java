package courant.desk.write;

import courant.desk.Desk;
import courant.platform.web.Request;
import courant.platform.web.Response;
import courant.story.Stories;
import courant.story.Story;
import java.util.function.Function;

/** How a story would look, from what the member typed last. */
final class PreviewStory {
  private final Desk desk;
  private final Newsroom newsroom;
  private final Stories stories;
  private final WorkingCopies copies;
  private final Function<Request, Function<Story, Response>> page;

  PreviewStory(
      Desk desk,
      Newsroom newsroom,
      Stories stories,
      WorkingCopies copies,
      Function<Request, Function<Story, Response>> page) {
    this.desk = desk;
    this.newsroom = newsroom;
    this.stories = stories;
    this.copies = copies;
    this.page = page;
  }

  Response show(Request request) {
    return KeepWriting.id(request)
        .flatMap(stories::byId)
        .map(
            story ->
                page.apply(request)
                    .apply(newsroom.preview(story.id(), form(request, story)))
                    .with("cache-control", "no-store"))
        .orElseGet(() -> Response.empty(404));
  }

  private StoryForm form(Request request, Story story) {
    return copies
        .of(story.id(), desk.member(request).id())
        .map(WorkingCopies.Copy::form)
        .orElseGet(() -> StoryForm.of(story));
  }
}
