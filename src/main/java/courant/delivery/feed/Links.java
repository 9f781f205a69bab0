package courant.delivery.feed;

import courant.platform.web.Xml;

/** The links every XML feed carries: itself, its hub, and the pages of its archive (RFC 5005). */
final class Links {
  private Links() {}

  static void write(Xml xml, String element, Channel channel, FeedFormat format) {
    int page = channel.edition().window().page();
    String type = format.type.replaceFirst(";.*", "");
    xml.empty(element, "rel", "self", "type", type, "href", channel.self(format));
    if (channel.hasHub()) {
      xml.empty(element, "rel", "hub", "href", channel.hub());
    }
    if (channel.edition().lastPage() > 1) {
      xml.empty(element, "rel", "first", "type", type, "href", channel.self(format, 1));
      channel
          .last()
          .ifPresent(
              last ->
                  xml.empty(
                      element, "rel", "last", "type", type, "href", channel.self(format, last)));
    }
    if (page > 1) {
      xml.empty(element, "rel", "previous", "type", type, "href", channel.self(format, page - 1));
    }
    if (channel.hasNext()) {
      xml.empty(element, "rel", "next", "type", type, "href", channel.self(format, page + 1));
    }
  }
}
