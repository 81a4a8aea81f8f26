package dev.meerkat.dashboard;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;

/** The listening socket and the one thread behind it. Thread safety: safe. */
final class DashboardServer implements AutoCloseable {
    /** A client that sends no whole request for so long is cut, however busily it sends parts of one. */
    private static final int IDLE_SECONDS = 10;

    private static final int LARGEST_LINE = 4096;
    private static final int LARGEST_HEADERS = 8192;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("meerkat-dashboard", true), NioIoHandler.newFactory());
    /** Every client there is: the end of the loop alone would leave those open that wait between two requests. */
    private final ChannelGroup clients = new DefaultChannelGroup(loop.next());

    private final Routes routes;
    private final EventStreams streams;
    private final Channel listener;
    private final URI uri;

    DashboardServer(Dashboard.Builder settings) {
        InetAddress address = address(settings);
        History history = new History(settings.registry);
        this.streams = new EventStreams(settings.registry, history, loop.next(), settings.actions);
        Doorkeeper doorkeeper = new Doorkeeper(settings.token, address.isLoopbackAddress());
        this.routes = new Routes(settings, history, streams, doorkeeper);
        ChannelFuture listening = listen(address, settings.port, settings.mostClients);
        if (!listening.isSuccess()) {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new IllegalStateException(
                    "the dashboard cannot listen (host=" + settings.host + ":" + settings.port + "). Fix: another port",
                    listening.cause());
        }
        this.listener = listening.channel();
        int port = ((InetSocketAddress) listener.localAddress()).getPort();
        String host = address.getHostAddress().contains(":")
                ? "[" + address.getHostAddress() + "]"
                : address.getHostAddress();
        this.uri = URI.create("http://" + host + ":" + port + "/");
        streams.begin();
    }

    private static InetAddress address(Dashboard.Builder settings) {
        try {
            InetAddress address = InetAddress.getByName(settings.host);
            if (!address.isLoopbackAddress() && settings.token == null) {
                throw new IllegalStateException("the dashboard would be open to the network (host=" + settings.host
                        + "). Fix: set a token, or listen on 127.0.0.1");
            }
            return address;
        } catch (UnknownHostException unknown) {
            throw new IllegalStateException(
                    "the dashboard has no address (host=" + settings.host + "). Fix: an address of this machine",
                    unknown);
        }
    }

    private ChannelFuture listen(InetAddress address, int port, int mostClients) {
        return new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 256)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(32 * 1024, 64 * 1024))
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel client) {
                        if (clients.size() >= mostClients) {
                            client.close();
                            return;
                        }
                        clients.add(client);
                        client.pipeline()
                                .addLast(new HttpServerCodec(new HttpDecoderConfig()
                                        .setMaxInitialLineLength(LARGEST_LINE)
                                        .setMaxHeaderSize(LARGEST_HEADERS)))
                                .addLast(new IdleStateHandler(IDLE_SECONDS, 0, 0))
                                .addLast(new RequestReader(routes));
                    }
                })
                .bind(address, port)
                .awaitUninterruptibly();
    }

    int followers() {
        return streams.followers();
    }

    URI uri() {
        return uri;
    }

    @Override
    public synchronized void close() {
        if (loop.isShuttingDown()) {
            return;
        }
        streams.close();
        listener.close().syncUninterruptibly();
        clients.close().syncUninterruptibly();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        routes.close();
    }
}
