package dev.meerkat.lab.internal.wire;

import org.bson.BsonDocument;

/**
 * One message of MongoDB's wire protocol, with its document sequences folded into the body as arrays.
 *
 * @param requestId the sender's own number for it
 * @param responseTo the number of the message it answers, 0 for a request
 * @param opCode {@link #OP_MSG}, {@link #OP_QUERY} or {@link #OP_REPLY}
 * @param flags OP_MSG's flag bits; 0 for the others
 * @param body the command, or the reply to one
 */
public record WireMessage(int requestId, int responseTo, int opCode, int flags, BsonDocument body) {
    /** The message of all servers of today. */
    public static final int OP_MSG = 2013;
    /** The old query, which drivers still use for their very first {@code isMaster}. */
    public static final int OP_QUERY = 2004;
    /** The answer to {@link #OP_QUERY}. */
    public static final int OP_REPLY = 1;
    /** OP_MSG flag: the sender wants no answer, or sends more answers. */
    public static final int MORE_TO_COME = 1 << 1;

    /** A command in today's form. */
    public static WireMessage command(int requestId, BsonDocument body) {
        return new WireMessage(requestId, 0, OP_MSG, 0, body);
    }

    /** The answer to this message, in the form its sender reads. */
    public WireMessage answer(int replyId, BsonDocument reply) {
        return new WireMessage(replyId, requestId, opCode == OP_QUERY ? OP_REPLY : OP_MSG, 0, reply);
    }

    /** Whether its sender waits for an answer. */
    public boolean wantsAnswer() {
        return (flags & MORE_TO_COME) == 0;
    }
}
