package dev.meerkat.lab.internal.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/** Between bytes and {@link WireMessage}s. The BSON itself is org.bson's work. */
public final class WireCodec {
    /** Length, request id, response to, op code: four little-endian integers. */
    public static final int HEADER = 16;
    /** What drivers and servers accept at most. */
    public static final int LONGEST = 48_000_000;

    private static final int CHECKSUM_PRESENT = 1;
    private static final int CHECKSUM = 4;
    private static final BsonDocumentCodec DOCUMENTS = new BsonDocumentCodec();

    private WireCodec() {}

    /** One whole message, the length included. */
    public static byte[] encode(WireMessage message) {
        byte[] body = bytes(message.body());
        boolean reply = message.opCode() == WireMessage.OP_REPLY;
        ByteBuffer out = littleEndian(ByteBuffer.allocate(HEADER + (reply ? 20 : 5) + body.length));
        out.putInt(out.capacity())
                .putInt(message.requestId())
                .putInt(message.responseTo())
                .putInt(message.opCode());
        if (reply) {
            out.putInt(8).putLong(0).putInt(0).putInt(1); // flags: await capable; no cursor; from 0; one document
        } else {
            out.putInt(message.flags()).put((byte) 0);
        }
        return out.put(body).array();
    }

    /**
     * Reads one whole message, the length included.
     *
     * @throws IllegalArgumentException when it is none the lab understands
     */
    public static WireMessage decode(byte[] whole) {
        ByteBuffer in = littleEndian(ByteBuffer.wrap(whole));
        int length = in.getInt();
        int requestId = in.getInt();
        int responseTo = in.getInt();
        int opCode = in.getInt();
        if (length != whole.length) {
            throw new IllegalArgumentException("message says " + length + " bytes and has " + whole.length);
        }
        if (opCode == WireMessage.OP_MSG) {
            int flags = in.getInt();
            in.limit(length - ((flags & CHECKSUM_PRESENT) == 0 ? 0 : CHECKSUM));
            return new WireMessage(requestId, responseTo, opCode, flags, sections(in));
        }
        return new WireMessage(requestId, responseTo, opCode, 0, oldBody(opCode, in));
    }

    private static BsonDocument sections(ByteBuffer in) {
        BsonDocument body = new BsonDocument();
        while (in.hasRemaining()) {
            byte kind = in.get();
            if (kind == 0) {
                body.putAll(document(in));
            } else {
                int end = in.position() + in.getInt();
                BsonArray sequence = new BsonArray();
                body.put(text(in), sequence);
                while (in.position() < end) {
                    sequence.add(document(in));
                }
            }
        }
        return body;
    }

    private static BsonDocument oldBody(int opCode, ByteBuffer in) {
        if (opCode == WireMessage.OP_REPLY) {
            in.position(in.position() + 20);
            return document(in);
        }
        if (opCode == WireMessage.OP_QUERY) {
            in.getInt();
            String collection = text(in);
            in.getLong();
            BsonDocument query = document(in);
            BsonDocument command = query.containsKey("$query") ? query.getDocument("$query") : query;
            command.put("$db", new BsonString(collection.substring(0, collection.indexOf('.'))));
            return command;
        }
        throw new IllegalArgumentException("op code " + opCode);
    }

    private static BsonDocument document(ByteBuffer in) {
        int length = in.getInt(in.position());
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new RawBsonDocument(bytes).decode(DOCUMENTS);
    }

    static byte[] bytes(BsonDocument document) {
        ByteBuffer nio =
                new RawBsonDocument(document, DOCUMENTS).getByteBuffer().asNIO();
        byte[] bytes = new byte[nio.remaining()];
        nio.get(bytes);
        return bytes;
    }

    private static String text(ByteBuffer in) {
        int start = in.position();
        int end = start;
        while (in.get(end) != 0) {
            end++;
        }
        in.position(end + 1);
        return new String(in.array(), in.arrayOffset() + start, end - start, StandardCharsets.UTF_8);
    }

    private static ByteBuffer littleEndian(ByteBuffer buffer) {
        return buffer.order(ByteOrder.LITTLE_ENDIAN);
    }
}
