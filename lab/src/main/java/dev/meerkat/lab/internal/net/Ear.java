package dev.meerkat.lab.internal.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Consumer;

/** Tells what one side of a connection says, and how it ends: in good order or by reset. */
final class Ear extends ChannelInboundHandlerAdapter {
    private final Consumer<ByteBuf> bytes;
    private final Consumer<Boolean> gone;
    private final Runnable writability;
    private boolean reset;

    Ear(Consumer<ByteBuf> bytes, Consumer<Boolean> gone, Runnable writability) {
        this.bytes = bytes;
        this.gone = gone;
        this.writability = writability;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        bytes.accept((ByteBuf) message);
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
