package dev.meerkat.lab.internal.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection and the one made for it to the server behind the proxy. For the loop's thread only.
 *
 * <p>Held means not read: the sender's bytes, and even its farewell, stay in the kernel, as they would in a network that
 * lost them for a while, and go their way afterwards.
 */
public final class ProxiedConnection {
    private static final int PIECES_A_SECOND = 50;
    private static final long SECOND = 1_000_000_000L;

    private final Channel client;
    private final Supplier<Weather> weather;
    private final Lane toServer;
    private final Lane toClient;
    private final String host;
    private final int port;
    private @Nullable Channel server;
    private boolean asked;
    private boolean forgotten;

    /** For a client just accepted and not read from yet. */
    public ProxiedConnection(Channel client, Supplier<Weather> weather, String host, int port) {
        this.client = client;
        this.weather = weather;
        this.host = host;
        this.port = port;
        this.toServer = new Lane(client.eventLoop(), () -> weather.get().requestsHeld());
        this.toClient = new Lane(client.eventLoop(), () -> weather.get().repliesHeld());
        client.pipeline().addLast(new Ear<>(ByteBuf.class, this::fromClient, this::clientGone, this::readWhatIsWanted));
    }

    /** Does what the present weather asks for: connects, reads, stops reading. */
    public void adapt() {
        if (!weather.get().requestsHeld() && !asked) {
            asked = true;
            connect();
        }
        readWhatIsWanted();
        toServer.advance();
        toClient.advance();
    }

    /** Resets the client's side; the server sees its client leave. */
    public void reset() {
        Loop.reset(client);
        if (server != null) {
            server.close();
        }
    }

    /** Lets the server's side end while the client hears of nothing; what it says from now on is lost. */
    public void forget() {
        forgotten = true;
        asked = true;
        Channel behind = server;
        if (behind != null) {
            behind.close();
        }
        client.config().setAutoRead(true);
    }

    private void connect() {
        new Bootstrap()
                .group(client.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, false)
                .handler(new Ear<>(ByteBuf.class, this::fromServer, this::serverGone, this::readWhatIsWanted))
                .connect(host, port)
                .addListener((ChannelFutureListener) connected -> {
                    if (forgotten) {
                        connected.channel().close();
                    } else if (!connected.isSuccess() || !client.isActive()) {
                        connected.channel().close();
                        client.close();
                    } else {
                        server = connected.channel();
                        readWhatIsWanted();
                    }
                });
    }

    /** Each side is read as long as the other takes what is written. */
    private void readWhatIsWanted() {
        if (forgotten) {
            return;
        }
        Channel behind = server;
        client.config()
                .setAutoRead(
                        behind != null && behind.isWritable() && !weather.get().requestsHeld());
        if (behind != null) {
            behind.config().setAutoRead(client.isWritable() && !weather.get().repliesHeld());
        }
    }

    private void fromClient(ByteBuf bytes) {
        toServer.add(() -> write(forgotten ? null : server, bytes), Duration.ZERO);
    }

    private void fromServer(ByteBuf bytes) {
        Weather now = weather.get();
        if (forgotten) {
            bytes.release();
        } else if (now.halved()) {
            bytes.writerIndex(bytes.readerIndex() + bytes.readableBytes() / 2);
            toClient.add(() -> write(client, bytes), Duration.ZERO);
            toClient.add(this::reset, Duration.ZERO);
        } else if (now.pace() > 0) {
            trickle(bytes, now.pace());
        } else {
            toClient.add(() -> write(client, bytes), now.delay().get());
        }
    }

    private void trickle(ByteBuf bytes, int pace) {
        int piece = Math.max(1, pace / PIECES_A_SECOND);
        while (bytes.isReadable()) {
            ByteBuf next = bytes.readRetainedSlice(Math.min(piece, bytes.readableBytes()));
            Duration gap = Duration.ofNanos(SECOND * next.readableBytes() / pace);
            toClient.addBehind(() -> write(client, next), gap);
        }
        bytes.release();
    }

    private static void write(@Nullable Channel target, ByteBuf bytes) {
        if (target == null) {
            bytes.release();
        } else {
            target.writeAndFlush(bytes);
        }
    }

    private void clientGone(boolean reset) {
        toServer.add(() -> end(server, reset), Duration.ZERO);
    }

    private void serverGone(boolean reset) {
        if (!forgotten) {
            toClient.add(() -> end(client, reset), weather.get().delay().get());
        }
    }

    private static void end(@Nullable Channel channel, boolean reset) {
        if (channel != null && reset) {
            Loop.reset(channel);
        } else if (channel != null) {
            channel.close();
        }
    }
}
