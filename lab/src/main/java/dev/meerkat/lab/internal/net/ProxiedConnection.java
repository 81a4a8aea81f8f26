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
 * <p>Frozen means not read: the client's bytes, and even its farewell, stay in the kernel, as they would in a network
 * that lost them for a while, and go their way after the thaw.
 */
public final class ProxiedConnection {
    private final Channel client;
    private final Supplier<Weather> weather;
    private final Lane toServer;
    private final Lane toClient;
    private final String host;
    private final int port;
    private @Nullable Channel server;
    private boolean asked;

    /** For a client just accepted and not read from yet. */
    public ProxiedConnection(Channel client, Supplier<Weather> weather, String host, int port) {
        this.client = client;
        this.weather = weather;
        this.host = host;
        this.port = port;
        this.toServer = new Lane(client.eventLoop(), () -> weather.get().frozen());
        this.toClient = new Lane(client.eventLoop(), () -> weather.get().frozen());
        client.pipeline().addLast(new Ear(this::fromClient, this::clientGone, this::readWhatIsWanted));
    }

    /** Does what the present weather asks for: connects, reads, stops reading. */
    public void adapt() {
        if (!weather.get().frozen() && !asked) {
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

    private void connect() {
        new Bootstrap()
                .group(client.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, false)
                .handler(new Ear(this::fromServer, this::serverGone, this::readWhatIsWanted))
                .connect(host, port)
                .addListener((ChannelFutureListener) connected -> {
                    if (!connected.isSuccess() || !client.isActive()) {
                        connected.channel().close();
                        client.close();
                        return;
                    }
                    server = connected.channel();
                    readWhatIsWanted();
                });
    }

    /** Each side is read as long as the other takes what is written. */
    private void readWhatIsWanted() {
        Channel behind = server;
        boolean frozen = weather.get().frozen();
        client.config().setAutoRead(behind != null && behind.isWritable() && !frozen);
        if (behind != null) {
            behind.config().setAutoRead(client.isWritable() && !frozen);
        }
    }

    private void fromClient(ByteBuf bytes) {
        toServer.add(() -> write(server, bytes), Duration.ZERO);
    }

    private void fromServer(ByteBuf bytes) {
        Duration delay = weather.get().latency();
        if (weather.get().halved()) {
            bytes.writerIndex(bytes.readerIndex() + bytes.readableBytes() / 2);
            toClient.add(() -> write(client, bytes), delay);
            toClient.add(this::reset, delay);
        } else {
            toClient.add(() -> write(client, bytes), delay);
        }
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
        toClient.add(() -> end(client, reset), weather.get().latency());
    }

    private static void end(@Nullable Channel channel, boolean reset) {
        if (channel != null && reset) {
            Loop.reset(channel);
        } else if (channel != null) {
            channel.close();
        }
    }
}
