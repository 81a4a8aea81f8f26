package dev.meerkat.lab.internal.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/** How a listener that speaks no MongoDB behaves on one connection. */
public final class Manner extends ChannelInboundHandlerAdapter {
    private final Ending atOnce;
    private final byte[] greeting;
    private final Ending whenSpokenTo;
    private final byte[] answer;

    private Manner(Ending atOnce, byte[] greeting, Ending whenSpokenTo, byte[] answer) {
        this.atOnce = atOnce;
        this.greeting = greeting;
        this.whenSpokenTo = whenSpokenTo;
        this.answer = answer;
    }

    /** Ends before anything is said. */
    public static Manner ending(Ending how) {
        return new Manner(how, new byte[0], Ending.NONE, new byte[0]);
    }

    /** Speaks first, then listens for ever. */
    public static Manner greeting(byte[] bytes) {
        return new Manner(Ending.NONE, bytes, Ending.NONE, new byte[0]);
    }

    /** Waits to be spoken to, answers, and closes. */
    public static Manner answering(byte[] bytes) {
        return new Manner(Ending.NONE, new byte[0], Ending.CLOSE, bytes);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        say(context, greeting, atOnce);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        ReferenceCountUtil.release(bytes);
        say(context, answer, whenSpokenTo);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        context.close();
    }

    private static void say(ChannelHandlerContext context, byte[] bytes, Ending ending) {
        if (ending == Ending.RESET) {
            Loop.reset(context.channel());
        } else if (ending == Ending.CLOSE) {
            context.writeAndFlush(Unpooled.wrappedBuffer(bytes)).addListener(ChannelFutureListener.CLOSE);
        } else if (bytes.length > 0) {
            context.writeAndFlush(Unpooled.wrappedBuffer(bytes));
        }
    }

    /** How a connection ends. */
    public enum Ending {
        /** It does not. */
        NONE,
        /** In good order. */
        CLOSE,
        /** By RST. */
        RESET
    }
}
