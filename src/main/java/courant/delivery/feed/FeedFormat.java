package courant.delivery.feed;

/** The three languages of feeds. */
enum FeedFormat {
  RSS("/feed", "application/rss+xml; charset=utf-8"),
  ATOM("/feed.atom", "application/atom+xml; charset=utf-8"),
  JSON("/feed.json", "application/feed+json; charset=utf-8");

  final String suffix;
  final String type;

  FeedFormat(String suffix, String type) {
    this.suffix = suffix;
    this.type = type;
  }
}
