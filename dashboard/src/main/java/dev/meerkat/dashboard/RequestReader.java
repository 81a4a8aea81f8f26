package dev.meerkat.dashboard;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one client's requests, one after the other, and writes what they get. What cannot be read gets a 4xx and an end. */
final class RequestReader extends SimpleChannelInboundHandler<HttpObject> {
    private static final Logger LOG = LoggerFactory.getLogger(RequestReader.class);

    /** No body is ever wanted; one this long is not even read over. */
    private static final int LARGEST_BODY = 8192;

    /** How many requests may wait for the answer to one before them. */
    private static final int WAITING = 16;

    private final Routes routes;
    private final Queue<HttpObject> waiting = new ArrayDeque<>();
    private boolean answering;
    private boolean answered;

    RequestReader(Routes routes) {
        this.routes = routes;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext client, HttpObject part) {
        boolean matters = part instanceof HttpRequest || part.decoderResult().isFailure();
        if (answered || !matters) {
            return;
        }
        if (!answering) {
            take(client, part);
        } else if (waiting.size() < WAITING) {
            waiting.add(part); // of a body that cannot be read only the result is used
        } else {
            client.close();
        }
    }

    private void take(ChannelHandlerContext client, HttpObject part) {
        if (!client.channel().isWritable()) {
            client.close(); // it asks on and on, and takes no answers, which would be kept for it here
        } else if (part.decoderResult().isFailure()) {
            answered = true;
            write(client, null, unreadable(part.decoderResult().cause()));
        } else if (part instanceof HttpRequest request) {
            read(client, request);
        }
    }

    private static Reply unreadable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Reply.refusal(414, "the address is too long", "at most 4096 characters");
        }
        return cause instanceof TooLongHttpHeaderException
                ? Reply.refusal(431, "the headers are too long", "at most 8192 characters in all")
                : Reply.refusal(400, "this is no HTTP request", "send HTTP/1.1");
    }

    private void read(ChannelHandlerContext client, HttpRequest request) {
        Optional<Reply> objection = objection(request);
        if (objection.isPresent()) {
            answered = true;
            write(client, null, objection.get());
            return;
        }
        QueryStringDecoder query = new QueryStringDecoder(request.uri());
        if (routes.streaming(request, query)) {
            answered = true;
            stream(client);
        } else {
            answer(client, request, query);
        }
    }

    private static Optional<Reply> objection(HttpRequest request) {
        boolean chunked = HttpUtil.isTransferEncodingChunked(request);
        long length = HttpUtil.getContentLength(request, 0L);
        if (chunked || length > LARGEST_BODY) {
            return Optional.of(Reply.refusal(413, "no body is wanted", "leave it out"));
        }
        if (!request.uri().startsWith("/")) {
            return Optional.of(Reply.refusal(400, "the address is no path", "begin it with /"));
        }
        try {
            QueryStringDecoder query = new QueryStringDecoder(request.uri());
            query.path();
            query.parameters();
        } catch (IllegalArgumentException malformed) {
            return Optional.of(Reply.refusal(400, "the address cannot be decoded", "escape it as %XX, in UTF-8"));
        }
        return Optional.empty();
    }

    private void answer(ChannelHandlerContext client, HttpRequest request, QueryStringDecoder query) {
        answering = true;
        try {
            routes.answer(request, query, reply -> deliver(client, request, reply));
        } catch (RuntimeException broken) {
            LOG.warn("the dashboard could not answer", broken);
            deliver(client, request, Reply.refusal(500, "the dashboard could not answer", "see the application's log"));
        }
    }

    /** From any thread, once for each request. */
    private void deliver(ChannelHandlerContext client, HttpRequest request, Reply reply) {
        if (client.executor().inEventLoop()) {
            written(client, request, reply);
            return;
        }
        try {
            client.executor().execute(() -> written(client, request, reply));
        } catch (RejectedExecutionException closed) {
            LOG.debug("the dashboard was closed before it could answer", closed);
        }
    }

    private void written(ChannelHandlerContext client, HttpRequest request, Reply reply) {
        write(client, request, reply);
        answering = false;
        while (!answering && !answered && !waiting.isEmpty()) {
            take(client, waiting.remove());
        }
    }

    private static void write(
            ChannelHandlerContext client, @org.jspecify.annotations.Nullable HttpRequest request, Reply reply) {
        boolean head = request != null && request.method().equals(HttpMethod.HEAD);
        boolean keep = request != null && HttpUtil.isKeepAlive(request);
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(reply.status()),
                head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(reply.body()));
        HttpHeaders headers = response.headers();
        common(headers, reply.type());
        headers.setInt(HttpHeaderNames.CONTENT_LENGTH, reply.body().length);
        reply.headers().forEach(headers::set);
        HttpUtil.setKeepAlive(response, keep);
        ChannelFuture written = client.writeAndFlush(response);
        if (!keep) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Nothing from elsewhere is loaded, nothing may frame the page, and no type is guessed. */
    private static void common(HttpHeaders headers, String type) {
        headers.set(HttpHeaderNames.CONTENT_TYPE, type);
        headers.set("x-content-type-options", "nosniff");
        headers.set("referrer-policy", "no-referrer");
        headers.set("x-frame-options", "DENY");
        headers.set(
                "content-security-policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
                        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    private void stream(ChannelHandlerContext client) {
        if (routes.streams().full()) {
            write(
                    client,
                    null,
                    Reply.refusal(503, "too many follow the events already", "close one, or come again later")
                            .with("retry-after", "10"));
            return;
        }
        client.pipeline().remove(IdleStateHandler.class);
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        common(response.headers(), "text/event-stream; charset=utf-8");
        response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        HttpUtil.setTransferEncodingChunked(response, true);
        client.writeAndFlush(response);
        routes.streams().add(client.channel());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext client, Object event) {
        if (event instanceof IdleStateEvent && !answering) {
            client.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext client, Throwable cause) {
        LOG.debug("a client of the dashboard broke off", cause);
        client.close();
    }
}
