package dev.meerkat.lab.internal.net;

import dev.meerkat.lab.internal.wire.WireCodec;
import dev.meerkat.lab.internal.wire.WireMessage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Puts a connection's bytes together to {@link WireMessage}s and fires those. */
public final class WireEar extends LengthFieldBasedFrameDecoder {
    /** For one connection. */
    public WireEar() {
        // The length counts itself, hence the adjustment; nothing is stripped.
        super(ByteOrder.LITTLE_ENDIAN, WireCodec.LONGEST, 0, Integer.BYTES, -Integer.BYTES, 0, true);
    }

    @Override
    protected @Nullable Object decode(ChannelHandlerContext context, ByteBuf in) throws Exception {
        Object frame = super.decode(context, in);
        if (frame instanceof ByteBuf whole) {
            byte[] bytes = new byte[whole.readableBytes()];
            whole.readBytes(bytes).release();
            return WireCodec.decode(bytes);
        }
        return frame;
    }
}
