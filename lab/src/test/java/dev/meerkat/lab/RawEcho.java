package dev.meerkat.lab;

import dev.meerkat.lab.internal.LoopbackPorts;
import dev.meerkat.lab.internal.net.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Says back what it is told: for what a proxy does to bytes, without a driver's retries in between. */
record RawEcho(Loop loop, int port, Set<Channel> live, AtomicInteger total) implements AutoCloseable {
    private static final int PATIENCE = 5_000;

    static RawEcho start() {
        RawEcho echo = new RawEcho(
                new Loop("raw-echo"), LoopbackPorts.next(), ConcurrentHashMap.newKeySet(), new AtomicInteger());
        echo.loop.listen(echo.port, true, echo::accept);
        return echo;
    }

    private void accept(Channel channel) {
        live.add(channel);
        channel.closeFuture().addListener(ended -> live.remove(channel));
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object bytes) {
                total.addAndGet(((ByteBuf) bytes).readableBytes());
                context.writeAndFlush(bytes);
            }
        });
    }

    String host() {
        return LoopbackPorts.HOST;
    }

    int connections() {
        return live.size();
    }

    int heard() {
        return total.get();
    }

    static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    static String exchange(Socket socket, String text) throws IOException {
        return exchange(socket, text, text.length());
    }

    static String exchange(Socket socket, String text, int expected) throws IOException {
        socket.setSoTimeout(PATIENCE);
        send(socket, text);
        return new String(socket.getInputStream().readNBytes(expected), StandardCharsets.US_ASCII);
    }

    static String readUntilItEnds(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                read.write(next);
            }
        } catch (SocketException reset) {
            // as good an end as the other
        }
        return read.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        loop.close();
    }
}
