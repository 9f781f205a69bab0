package courant.reply;

import courant.story.Story;
import courant.support.TestReview;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of replies have in common: a story, the form under it, and the desk's queue. */
abstract class RepliesToAStory {
  TestReview review;
  Story story;

  @BeforeEach
  void start() {
    review = TestReview.start();
    story = review.story("Harbour opens").publish();
  }

  @AfterEach
  void stop() {
    review.close();
  }

  ReplyForm form() {
    return ReplyForm.under(review, story);
  }

  List<Reply> in(ReplyState state) {
    return review.review.replies().replies().queue(state, 50);
  }

  void approveAll() {
    review
        .review
        .replies()
        .moderate()
        .decide(
            in(ReplyState.HELD).stream().map(Reply::id).toList(), ReplyState.APPROVED, "Desk", "");
  }
}
