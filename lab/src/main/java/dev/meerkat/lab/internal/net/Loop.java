package dev.meerkat.lab.internal.net;

import dev.meerkat.lab.LabException;
import dev.meerkat.lab.internal.LoopbackPorts;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One thread that serves all sockets of one listener or proxy, however many there are. */
public final class Loop {
    private final EventLoopGroup group;

    /** Starts it as a daemon, named for thread dumps. */
    public Loop(String name) {
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
    }

    /** The loop as netty's bootstraps want it. */
    public EventLoopGroup group() {
        return group;
    }

    /** Listens on the port; each connection gets its own handlers, and is read only when {@code autoRead} says so. */
    public Channel listen(int port, boolean autoRead, Consumer<Channel> handlers) {
        try {
            return new ServerBootstrap()
                    .group(group)
                    .channel(NioServerSocketChannel.class)
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childOption(ChannelOption.AUTO_READ, autoRead)
                    .childHandler(initializer(handlers))
                    .bind(LoopbackPorts.HOST, port)
                    .syncUninterruptibly()
                    .channel();
        } catch (Exception taken) { // a BindException, which netty throws undeclared
            throw new LabException(
                    "LAB_PORT_TAKEN: cannot listen (host=" + LoopbackPorts.HOST + ":" + port
                            + "). Fix: end whatever took the port.",
                    taken);
        }
    }

    private static ChannelHandler initializer(Consumer<Channel> handlers) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                handlers.accept(channel);
            }
        };
    }

    /** Runs it on the loop's thread and returns when it has run. */
    public void run(Runnable action) {
        group.submit(action).syncUninterruptibly();
    }

    /** Asks something on the loop's thread and returns the answer. */
    public <T> T ask(Callable<T> question) {
        return group.submit(question).syncUninterruptibly().getNow();
    }

    /** Runs it on the loop's thread after the delay. */
    public Future<?> after(Duration delay, Runnable action) {
        return group.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends the thread and returns when it has ended. */
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /**
     * Stops listening; when it returns the port refuses, and may be listened on again. A closed listener's port stays open until the loop's
     * selector next looks at its keys, which it does once in each of the loop's turns: so this waits for the turn after the next.
     */
    public void endListening(Channel listener) {
        listener.close().syncUninterruptibly();
        SingleThreadIoEventLoop thread = (SingleThreadIoEventLoop) listener.eventLoop();
        CompletableFuture<Void> looked = new CompletableFuture<>();
        thread.executeAfterEventLoopIteration(() -> thread.execute(() -> looked.complete(null)));
        looked.join();
    }

    /** Closes with RST rather than FIN. */
    public static void reset(Channel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }
}
