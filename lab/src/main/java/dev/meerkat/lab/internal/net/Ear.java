package dev.meerkat.lab.internal.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Consumer;

/** Tells what one side of a connection says, and how it ends: in good order or by reset. */
public final class Ear<T> extends ChannelInboundHandlerAdapter {
    private final Class<T> type;
    private final Consumer<T> said;
    private final Consumer<Boolean> gone;
    private final Runnable writability;
    private boolean reset;

    /**
     * For one side of one connection.
     *
     * @param type what the handlers before this one make of the bytes
     * @param said takes each of those
     * @param gone told at the end whether it was a reset
     * @param writability told when the side takes what is written again, or no longer does
     */
    public Ear(Class<T> type, Consumer<T> said, Consumer<Boolean> gone, Runnable writability) {
        this.type = type;
        this.said = said;
        this.gone = gone;
        this.writability = writability;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        said.accept(type.cast(message));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gone.accept(reset);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        writability.run();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        reset = true;
        context.close();
    }
}
