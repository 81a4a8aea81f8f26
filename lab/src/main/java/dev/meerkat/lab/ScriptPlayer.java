package dev.meerkat.lab;

import dev.meerkat.lab.internal.net.Loop;
import dev.meerkat.lab.internal.wire.WireCodec;
import dev.meerkat.lab.internal.wire.WireMessage;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Does on one connection what the present script says; hangs up on what is no MongoDB message. */
final class ScriptPlayer extends SimpleChannelInboundHandler<WireMessage> {
    private final String address;
    private final Supplier<CommandScript> script;
    private final AtomicInteger replies = new AtomicInteger();

    ScriptPlayer(String address, Supplier<CommandScript> script) {
        this.address = address;
        this.script = script;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WireMessage message) {
        Answer answer = script.get().answer(address, message.body());
        if (answer.delay().isZero()) {
            act(context, message, answer);
        } else {
            context.executor()
                    .schedule(
                            () -> act(context, message, answer), answer.delay().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void act(ChannelHandlerContext context, WireMessage message, Answer answer) {
        switch (answer.kind()) {
            case HANG_UP -> context.close();
            case RESET -> Loop.reset(context.channel());
            case REPLY -> reply(context, message, answer);
            case SILENCE -> {}
        }
    }

    private void reply(ChannelHandlerContext context, WireMessage message, Answer answer) {
        if (message.wantsAnswer()) {
            byte[] bytes = WireCodec.encode(message.answer(replies.incrementAndGet(), answer.document()));
            context.writeAndFlush(Unpooled.wrappedBuffer(bytes));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        context.close();
    }
}
