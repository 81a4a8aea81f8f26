package dev.meerkat.lab.internal.front;

import dev.meerkat.lab.internal.net.Ear;
import dev.meerkat.lab.internal.net.WireEar;
import dev.meerkat.lab.internal.wire.Packet;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection to the backend: each command's answer goes to whoever asked. It outlives the client until all
 * answers are there, because what was sent is done, whoever dies meanwhile. For the loop's thread only.
 */
final class BackendLine {
    private final Deque<Consumer<@Nullable Packet>> expected = new ArrayDeque<>();
    private @Nullable Channel channel;
    private boolean unwanted;

    /** Connects; {@code ready} runs once it can be spoken on, {@code gone} when the backend ended it, or did not take it. */
    void connect(EventLoop loop, Backend backend, Runnable ready, Runnable gone, Runnable writability) {
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel fresh) {
                        Ear<Packet> ear = new Ear<>(Packet.class, self()::answered, reset -> lost(gone), writability);
                        fresh.pipeline().addLast(new WireEar(Packet::of), ear);
                    }
                })
                .connect(backend.host(), backend.port())
                .addListener((ChannelFutureListener) connected -> {
                    if (!connected.isSuccess() || unwanted) {
                        connected.channel().close();
                        gone.run();
                    } else {
                        channel = connected.channel();
                        ready.run();
                    }
                });
    }

    private BackendLine self() {
        return this;
    }

    private void answered(Packet answer) {
        Consumer<@Nullable Packet> asker = expected.poll();
        if (asker != null) {
            asker.accept(answer);
        }
        endIfDone();
    }

    private void lost(Runnable gone) {
        while (!expected.isEmpty()) {
            expected.remove().accept(null);
        }
        gone.run();
    }

    /** Sends a command; its answer, or null when there will be none, goes to {@code asker}. */
    void ask(Packet command, Consumer<@Nullable Packet> asker) {
        expected.add(asker);
        tell(command);
    }

    /** Sends a command that is not answered. */
    void tell(Packet command) {
        Channel open = channel;
        if (open != null) {
            open.writeAndFlush(Unpooled.wrappedBuffer(command.bytes()));
        }
    }

    /** Sends a command of the lab's own, whose answer nobody needs. */
    void tell(BsonDocument command) {
        ask(Packet.command(-1, command), answer -> {});
    }

    boolean open() {
        Channel made = channel;
        return made != null && made.isActive();
    }

    boolean writable() {
        Channel made = channel;
        return made != null && made.isWritable();
    }

    /** Reads answers only as long as somebody takes them. */
    void read(boolean wanted) {
        Channel made = channel;
        if (made != null) {
            made.config().setAutoRead(wanted || unwanted);
        }
    }

    /** Ends it as soon as every answer is there. */
    void endWhenDone() {
        unwanted = true;
        read(true);
        endIfDone();
    }

    private void endIfDone() {
        Channel made = channel;
        if (unwanted && expected.isEmpty() && made != null) {
            made.close();
        }
    }
}
