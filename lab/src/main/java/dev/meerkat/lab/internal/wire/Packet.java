package dev.meerkat.lab.internal.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/**
 * One message as it came, to be passed on as it is; of its body only what is asked for is read, and its document
 * sequences never. Immutable, as long as nobody writes into its bytes.
 */
public final class Packet {
    private static final int FLAGS_AT = WireCodec.HEADER;
    private static final int SECTIONS_AT = FLAGS_AT + Integer.BYTES;
    private static final int CHECKSUM_PRESENT = 1;

    private final byte[] bytes;
    private final ByteBuffer view;
    private final int bodyAt;
    private final BsonDocument body;

    private Packet(byte[] bytes) {
        this.bytes = bytes;
        this.view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.bodyAt = opCode() == WireMessage.OP_MSG ? findBody() : -1;
        this.body =
                bodyAt < 0 ? WireCodec.decode(bytes).body() : new RawBsonDocument(bytes, bodyAt, view.getInt(bodyAt));
    }

    /**
     * Reads one whole message, the length included.
     *
     * @throws IllegalArgumentException when it is none the lab understands
     */
    public static Packet of(byte[] whole) {
        try {
            return new Packet(whole);
        } catch (IndexOutOfBoundsException rubbish) {
            throw new IllegalArgumentException("no message", rubbish);
        }
    }

    private int findBody() {
        for (int at = SECTIONS_AT; at < end(); at += 1 + view.getInt(at + 1)) {
            if (bytes[at] == 0) {
                return at + 1;
            }
        }
        throw new IllegalArgumentException("a message without body");
    }

    private int end() {
        return bytes.length - ((flags() & CHECKSUM_PRESENT) == 0 ? 0 : Integer.BYTES);
    }

    private int flags() {
        return view.getInt(FLAGS_AT);
    }

    private int opCode() {
        return view.getInt(WireCodec.HEADER - Integer.BYTES);
    }

    /** The whole message. */
    public byte[] bytes() {
        return bytes;
    }

    /** The command, or the reply to one. */
    public BsonDocument body() {
        return body;
    }

    /** The command's name as it is written. */
    public String command() {
        return body.getFirstKey();
    }

    /** Whether its sender waits for an answer. */
    public boolean wantsAnswer() {
        return opCode() != WireMessage.OP_MSG || (flags() & WireMessage.MORE_TO_COME) == 0;
    }

    /** The answer to this message, in the form its sender reads. */
    public Packet answer(int replyId, BsonDocument reply) {
        int requestId = view.getInt(Integer.BYTES);
        WireMessage asked = new WireMessage(requestId, 0, opCode(), 0, body);
        return of(WireCodec.encode(asked.answer(replyId, reply)));
    }

    /** A command of the lab's own. */
    public static Packet command(int requestId, BsonDocument command) {
        return of(WireCodec.encode(WireMessage.command(requestId, command)));
    }

    /** The same with another body, and with an answer wanted; document sequences stay as they are. For OP_MSG only. */
    public Packet with(BsonDocument otherBody) {
        byte[] other = WireCodec.bytes(otherBody);
        int bodyEnd = bodyAt + view.getInt(bodyAt);
        ByteBuffer out =
                ByteBuffer.allocate(bodyAt + other.length + end() - bodyEnd).order(ByteOrder.LITTLE_ENDIAN);
        out.put(bytes, 0, bodyAt).put(other).put(bytes, bodyEnd, end() - bodyEnd);
        out.putInt(0, out.capacity());
        out.putInt(FLAGS_AT, flags() & ~(CHECKSUM_PRESENT | WireMessage.MORE_TO_COME));
        return of(out.array());
    }
}
