package dev.meerkat.internal.driver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** One plain {@code hello} in MongoDB's wire protocol, and how its answer begins. */
final class ProbeMessage {
    static final int HEADER = 16;
    private static final int OP_MSG = 2013;
    private static final int OP_REPLY = 1;
    private static final int LONGEST = 48_000_000;

    private ProbeMessage() {}

    static byte[] hello() {
        BsonDocument command = new BsonDocument("hello", new BsonInt32(1)).append("$db", new BsonString("admin"));
        try (BasicOutputBuffer body = new BasicOutputBuffer();
                BsonBinaryWriter writer = new BsonBinaryWriter(body)) {
            new BsonDocumentCodec()
                    .encode(writer, command, EncoderContext.builder().build());
            byte[] document = body.toByteArray();
            ByteBuffer message = ByteBuffer.allocate(HEADER + Integer.BYTES + 1 + document.length)
                    .order(ByteOrder.LITTLE_ENDIAN);
            message.putInt(message.capacity()).putInt(1).putInt(0).putInt(OP_MSG);
            message.putInt(0).put((byte) 0).put(document);
            return message.array();
        }
    }

    /** Whether the bytes cannot begin a message of MongoDB's: the first four are no length of one. */
    static boolean foreign(byte[] bytes) {
        if (bytes.length < Integer.BYTES) {
            return false;
        }
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        return length <= HEADER || length > LONGEST;
    }

    /** Whether the bytes begin like an answer of a MongoDB server; at least the header is needed to tell. */
    static boolean answers(byte[] bytes) {
        if (bytes.length < HEADER) {
            return false;
        }
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = header.getInt(0);
        int kind = header.getInt(12);
        return length > HEADER && length <= LONGEST && (kind == OP_MSG || kind == OP_REPLY);
    }
}
