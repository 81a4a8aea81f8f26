package dev.meerkat.lab.internal.net;

import dev.meerkat.lab.internal.wire.WireCodec;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.nio.ByteOrder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts a connection's bytes together to whole messages, reads each and fires it. */
public final class WireEar extends LengthFieldBasedFrameDecoder {
    private final Function<byte[], ?> reading;

    /** For one connection; {@code reading} makes of a message's bytes what is fired. */
    public WireEar(Function<byte[], ?> reading) {
        // The length counts itself, hence the adjustment; nothing is stripped.
        super(ByteOrder.LITTLE_ENDIAN, WireCodec.LONGEST, 0, Integer.BYTES, -Integer.BYTES, 0, true);
        this.reading = reading;
    }

    @Override
    protected @Nullable Object decode(ChannelHandlerContext context, ByteBuf in) throws Exception {
        Object frame = super.decode(context, in);
        if (frame instanceof ByteBuf whole) {
            byte[] bytes = new byte[whole.readableBytes()];
            whole.readBytes(bytes).release();
            return reading.apply(bytes);
        }
        return frame;
    }
}
