package courant.platform.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests for published bytes as they come from the socket, one copy from memory to the
 * wire, before any HTTP machinery: half the processor time of going through it. It knows just
 * enough of HTTP to be sure of the plainest request; all else goes on to the server, unchanged and
 * in order, and a connection that ever leaves doubt is the server's for good.
 */
final class PublishedLane extends ChannelInboundHandlerAdapter {
  private static final int LONGEST_HEAD = 4_096;

  private final Published published;
  private final Tallies tallies;
  private final Supplier<byte[]> date;
  private final byte[] head;
  private boolean serverAnswers;
  private boolean written;

  private PublishedLane(Published published, Tallies tallies, Supplier<byte[]> date, byte[] head) {
    this.published = published;
    this.tallies = tallies;
    this.date = date;
    this.head = head;
  }

  /** Lanes for the connections of one event loop. */
  static final class Opener {
    private final Published published;
    private final Tallies tallies;
    private final Supplier<byte[]> date;
    private final byte[] head = new byte[LONGEST_HEAD];

    /**
     * @param date the field and the empty line that end every head
     */
    Opener(Published published, Tallies tallies, Supplier<byte[]> date) {
      this.published = published;
      this.tallies = tallies;
      this.date = date;
    }

    void open(HttpConnection connection) {
      ChannelPipeline pipeline = pipeline(connection);
      // HTTP/2 has no decoder of that name: its frames are the server's.
      if (pipeline.get("httpDecoder") != null) {
        pipeline.addBefore(
            "httpDecoder", "published", new PublishedLane(published, tallies, date, head));
      }
    }
  }

  /** To be told when the server has answered the request that was left to it. */
  static void answered(HttpConnection connection) {
    PublishedLane lane = pipeline(connection).get(PublishedLane.class);
    if (lane != null) {
      lane.serverAnswers = false;
    }
  }

  private static ChannelPipeline pipeline(HttpConnection connection) {
    return ((HttpServerConnection) connection).channelHandlerContext().pipeline();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf in && !serverAnswers) {
      answerAll(ctx, in);
    } else {
      leave(ctx, message);
    }
  }

  private void answerAll(ChannelHandlerContext ctx, ByteBuf in) {
    while (in.isReadable()) {
      PlainGet request = ctx.channel().isWritable() ? next(in) : null;
      PublishedBytes bytes = request == null ? null : published.at(request.target());
      if (request == null || bytes == null) {
        // Who answers what comes after this one is clear only if nothing has come yet.
        serverAnswers = request != null && request.length() == in.readableBytes();
        if (serverAnswers) {
          ctx.fireChannelRead(in);
        } else {
          leave(ctx, in);
        }
        return;
      }
      in.skipBytes(request.length());
      answer(ctx, request, bytes);
    }
    in.release();
  }

  private @Nullable PlainGet next(ByteBuf in) {
    int length = Math.min(in.readableBytes(), head.length);
    in.getBytes(in.readerIndex(), head, 0, length);
    return PlainGet.read(head, length);
  }

  private void answer(ChannelHandlerContext ctx, PlainGet request, PublishedBytes bytes) {
    byte[] ending = date.get();
    boolean unchanged =
        bytes.status == 200 && bytes.unchangedFor(request.ifNoneMatch(), request.ifModifiedSince());
    PublishedBytes.Variant variant = bytes.variantFor(request.acceptEncoding());
    byte[] fields = unchanged ? bytes.unchangedHead : variant.head();
    byte[] body = unchanged ? PublishedBytes.NOTHING : variant.bytes();
    ByteBuf out = ctx.alloc().directBuffer(fields.length + ending.length + body.length);
    out.writeBytes(fields).writeBytes(ending).writeBytes(body);
    ctx.write(out, ctx.voidPromise());
    written = true;
    if (bytes.counted.counts(request.person())) {
      tallies.viewed(bytes.counted, Visit.cameFrom(request.referrer(), request.host()));
    }
  }

  private static void leave(ChannelHandlerContext ctx, Object message) {
    ctx.fireChannelRead(message);
    ctx.pipeline().remove(ctx.handler());
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (written) {
      written = false;
      ctx.flush();
    }
    ctx.fireChannelReadComplete();
  }

  /** Only answers that were written and not yet sent; the server flushes its own. */
  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (written) {
      ctx.flush();
    }
  }
}
