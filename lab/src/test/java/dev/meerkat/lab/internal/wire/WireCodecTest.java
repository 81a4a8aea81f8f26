package dev.meerkat.lab.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

final class WireCodecTest {
    private static final BsonDocument BODY = BsonDocument.parse("{ping: 1, text: 'grüße', $db: 'admin'}");

    @Test
    void commandsAndAnswersComeBackAsTheyWere() {
        WireMessage command = WireMessage.command(7, BODY);
        assertThat(WireCodec.decode(WireCodec.encode(command))).isEqualTo(command);

        WireMessage answer = command.answer(8, BODY);
        assertThat(answer.responseTo()).isEqualTo(7);
        assertThat(WireCodec.decode(WireCodec.encode(answer))).isEqualTo(answer);
    }

    @Test
    void anOldQueryIsReadWithItsDatabaseAndAnsweredInItsOwnForm() {
        byte[] query = query("shop.$cmd", BsonDocument.parse("{isMaster: 1}"));
        WireMessage message = WireCodec.decode(query);
        assertThat(message.body()).isEqualTo(BsonDocument.parse("{isMaster: 1, $db: 'shop'}"));

        WireMessage answer = message.answer(2, BODY);
        assertThat(answer.opCode()).isEqualTo(WireMessage.OP_REPLY);
        assertThat(WireCodec.decode(WireCodec.encode(answer)).body()).isEqualTo(BODY);
    }

    @Test
    void documentSequencesAreFoldedInAndAChecksumIsPassedOver() {
        byte[] name = "documents\0".getBytes(StandardCharsets.US_ASCII);
        byte[] one = section(BsonDocument.parse("{a: 1}"));
        byte[] two = section(BsonDocument.parse("{a: 2}"));
        byte[] insert = section(BsonDocument.parse("{insert: 'things'}"));
        int sequence = Integer.BYTES + name.length + one.length + two.length;
        ByteBuffer out =
                ByteBuffer.allocate(20 + 1 + sequence + 1 + insert.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(out.capacity())
                .putInt(1)
                .putInt(0)
                .putInt(WireMessage.OP_MSG)
                .putInt(1);
        out.put((byte) 1).putInt(sequence).put(name).put(one).put(two);
        out.put((byte) 0).put(insert).putInt(0xcafe);

        assertThat(WireCodec.decode(out.array()).body())
                .isEqualTo(BsonDocument.parse("{documents: [{a: 1}, {a: 2}], insert: 'things'}"));
    }

    @Test
    void whoWantsNoAnswerIsKnown() {
        assertThat(WireMessage.command(1, BODY).wantsAnswer()).isTrue();
        assertThat(new WireMessage(1, 0, WireMessage.OP_MSG, WireMessage.MORE_TO_COME, BODY).wantsAnswer())
                .isFalse();
    }

    @Test
    void rubbishEndsInARuntimeExceptionAndNeverInAnError() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] good = WireCodec.encode(WireMessage.command(7, BODY));
        for (int i = 0; i < 2_000; i++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(4, good.length + 4));
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                WireCodec.decode(bad);
            } catch (RuntimeException expected) {
                assertThat(expected).as("seed %d, round %d", seed, i).isNotNull();
            }
        }
        assertThatThrownBy(() -> WireCodec.decode(Arrays.copyOf(good, good.length - 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] section(BsonDocument document) {
        byte[] message = WireCodec.encode(WireMessage.command(0, document));
        return Arrays.copyOfRange(message, 21, message.length);
    }

    private static byte[] query(String collection, BsonDocument query) {
        byte[] name = (collection + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] body = section(query);
        ByteBuffer out =
                ByteBuffer.allocate(16 + 4 + name.length + 8 + body.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(out.capacity()).putInt(1).putInt(0).putInt(WireMessage.OP_QUERY);
        return out.putInt(0).put(name).putInt(0).putInt(-1).put(body).array();
    }
}
