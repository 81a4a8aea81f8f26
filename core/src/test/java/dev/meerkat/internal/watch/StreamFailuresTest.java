package dev.meerkat.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.mongodb.MongoChangeStreamException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.watch.StreamEnd.Reason;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.codecs.configuration.CodecConfigurationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract I7: which failures end a change stream. */
class StreamFailuresTest {
    private static MongoException answer(int code, String... labels) {
        MongoException answer = new MongoCommandException(
                new BsonDocument("ok", new BsonInt32(0))
                        .append("code", new BsonInt32(code))
                        .append("errmsg", new BsonString("no")),
                new ServerAddress());
        for (String label : labels) {
            answer.addLabel(label);
        }
        return answer;
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                arguments(answer(286), Reason.HISTORY_LOST, Problem.STREAM_HISTORY_LOST),
                arguments(answer(280), Reason.HISTORY_LOST, Problem.STREAM_HISTORY_LOST),
                arguments(answer(1, "NonResumableChangeStreamError"), Reason.HISTORY_LOST, Problem.STREAM_HISTORY_LOST),
                arguments(answer(260), Reason.REFUSED, Problem.STREAM_TOKEN_REFUSED),
                arguments(answer(13), Reason.REFUSED, Problem.NOT_AUTHORIZED),
                arguments(answer(40573), Reason.REFUSED, Problem.REPLICA_SET_REQUIRED),
                arguments(answer(40324), Reason.REFUSED, Problem.SERVER_ERROR),
                arguments(answer(10334), Reason.REFUSED, Problem.DOCUMENT_TOO_LARGE),
                arguments(new MongoChangeStreamException("no token"), Reason.REFUSED, Problem.UNKNOWN),
                arguments(new CodecConfigurationException("no codec"), Reason.UNREADABLE, Problem.STREAM_UNREADABLE));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void whatCouldOnlyComeAgainEndsTheStream(RuntimeException failure, Reason reason, Problem problem) {
        assertThat(StreamFailures.verdict(failure, true)).isEqualTo(reason);
        assertThat(StreamFailures.diagnosis(reason, failure).problem()).isEqualTo(problem);
    }

    static Stream<RuntimeException> passing() {
        Diagnosis closed = Diagnosis.of(Problem.CLOSED, "closed", null, null);
        return Stream.of(
                answer(99999, "ResumableChangeStreamError"),
                new MongoSocketReadException("gone", new ServerAddress()),
                new MongoTimeoutException("no server"),
                new ConnectionClosedException("closed", closed, null),
                new IllegalStateException("Cursor has been closed"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatPassesByItselfDoesNot(@Nullable RuntimeException failure) {
        assertThat(StreamFailures.verdict(failure, true)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 43, 63, 89, 91, 133, 150, 189, 234, 262, 9001, 10107, 11600, 11602, 13388, 13435, 13436})
    void noMoreDoWhatTheDriversSpecificationCallsResumable(int code) {
        assertThat(StreamFailures.verdict(answer(code), true)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 18})
    void neitherDoesARefusedLoginWhichIsTheConnectionsAffair(int code) {
        assertThat(StreamFailures.verdict(answer(code), true)).isNull();
    }

    @Test
    void whatTheDriverRefusesBeforeItAsksIsNoUnreadableChange() {
        assertThat(StreamFailures.verdict(new IllegalArgumentException("maxAwaitTimeMS"), false))
                .isEqualTo(Reason.REFUSED);
    }
}
