package dev.meerkat.internal.driver;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** Speaks enough of the wire protocol to answer commands from a script. */
public final class WireServer implements BrokenServer.Behaviour {
    private static final int OP_REPLY = 1;
    private static final int OP_QUERY = 2004;
    private static final int OP_MSG = 2013;

    private final Function<BsonDocument, BsonDocument> script;

    private WireServer(Function<BsonDocument, BsonDocument> script) {
        this.script = script;
    }

    /** Answers {@code hello} with that document, the other commands with ok. */
    static WireServer saying(String hello) {
        return saying(hello, command -> BsonDocument.parse("{ok: 1}"));
    }

    static WireServer saying(String hello, Function<BsonDocument, BsonDocument> others) {
        return saying(() -> hello, others);
    }

    /** Answers each {@code hello} with the document of that moment. */
    public static WireServer saying(Supplier<String> hello, Function<BsonDocument, BsonDocument> others) {
        return new WireServer(command -> isHello(command) ? whole(hello.get()) : others.apply(command));
    }

    private static BsonDocument whole(String hello) {
        // Without connectionId older drivers ask for it with a getlasterror of their own.
        return BsonDocument.parse("{ok: 1, connectionId: 1, maxWireVersion: 25, minWireVersion: 0,"
                + " maxBsonObjectSize: 16777216, maxMessageSizeBytes: 48000000, maxWriteBatchSize: 100000,"
                + " localTime: {$date: 0}, " + hello + "}");
    }

    private static boolean isHello(BsonDocument command) {
        String name = command.getFirstKey();
        return name.equalsIgnoreCase("hello") || name.equalsIgnoreCase("ismaster");
    }

    @Override
    public void serve(Socket connection) throws IOException {
        DataInputStream in = new DataInputStream(connection.getInputStream());
        while (true) {
            ByteBuffer header = read(in, 16);
            ByteBuffer body = read(in, header.getInt(0) - 16);
            int kind = header.getInt(12);
            BsonDocument answer = script.apply(decode(body, kind));
            connection.getOutputStream().write(encode(answer, kind, header.getInt(4)));
        }
    }

    private static ByteBuffer read(DataInputStream in, int length) throws IOException {
        if (length < 0 || length > 1 << 20) {
            throw new IOException("Not the wire protocol");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static BsonDocument decode(ByteBuffer body, int kind) throws IOException {
        if (kind == OP_QUERY) {
            body.getInt();
            while (body.get() != 0) {
                // The name of the collection.
            }
            body.getLong();
        } else if (kind == OP_MSG) {
            body.getInt();
            body.get();
        } else {
            throw new IOException("Not the wire protocol");
        }
        try (BsonBinaryReader reader = new BsonBinaryReader(body.slice().order(ByteOrder.LITTLE_ENDIAN))) {
            return new BsonDocumentCodec()
                    .decode(reader, DecoderContext.builder().build());
        }
    }

    private static byte[] encode(BsonDocument answer, int kind, int request) {
        BasicOutputBuffer buffer = new BasicOutputBuffer();
        new BsonDocumentCodec()
                .encode(
                        new BsonBinaryWriter(buffer),
                        answer,
                        EncoderContext.builder().build());
        byte[] document = buffer.toByteArray();
        byte[] between = kind == OP_QUERY ? replyFields() : new byte[5];
        ByteBuffer message =
                ByteBuffer.allocate(16 + between.length + document.length).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(message.capacity()).putInt(7).putInt(request).putInt(kind == OP_QUERY ? OP_REPLY : OP_MSG);
        return message.put(between).put(document).array();
    }

    private static byte[] replyFields() {
        return ByteBuffer.allocate(20)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(8)
                .putLong(0)
                .putInt(0)
                .putInt(1)
                .array();
    }
}
