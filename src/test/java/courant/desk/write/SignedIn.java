package courant.desk.write;

import com.microsoft.playwright.Page;
import courant.desk.Member;
import courant.desk.Members;
import courant.platform.web.Role;
import courant.support.TestReview;

/** Opens the desk as somebody, who is added if need be. */
final class SignedIn {
  private SignedIn() {}

  static Member as(TestReview review, Page page, String name) {
    return as(review, page, name, Role.EDITOR);
  }

  static Member as(TestReview review, Page page, String name, Role role) {
    Members members = review.review.members();
    Member member =
        members.all().stream()
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseGet(() -> members.add(name, role));
    page.navigate(review.at("/desk/sign-in/" + members.link(member).value()).toString());
    page.click("button");
    page.waitForURL("**/desk");
    return member;
  }
}
