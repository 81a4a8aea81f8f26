package dev.meerkat.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ScriptedListenerTest {
    /** What the driver says of each, as its own words end up in its exception. */
    static Stream<Arguments> strangers() {
        return Stream.of(
                stranger("closesAtOnce", ScriptedListener::closesAtOnce, "MongoSocketReadException"),
                stranger("resetsAtOnce", ScriptedListener::resetsAtOnce, "SocketException"),
                stranger(
                        "closesWhenSpokenTo",
                        ScriptedListener::closesWhenSpokenTo,
                        "Prematurely reached end of stream"),
                stranger("silent", ScriptedListener::silent, "Read timed out"),
                stranger("http", ScriptedListener::http, "length 1347703880"),
                stranger("redis", ScriptedListener::redis, "length 1381123373"),
                stranger("ssh", ScriptedListener::ssh, "length 759714643"),
                stranger("smtp", ScriptedListener::smtp, "length 540029490"),
                stranger("mysql", ScriptedListener::mysql, "MongoInternalException"),
                stranger("garbage", () -> ScriptedListener.garbage(42), "MongoInternalException"),
                stranger("tlsAlert", () -> ScriptedListener.tlsAlert(70), "MongoS"));
    }

    private static Arguments stranger(String name, Supplier<ScriptedListener> start, String words) {
        return arguments(name, start, words);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strangers")
    void theDriverMeetsEachStrangerAsResearched(String name, Supplier<ScriptedListener> start, String words) {
        try (ScriptedListener listener = start.get()) {
            assertThat(Clients.firstFailure(listener.uri(), settings -> {})).hasStackTraceContaining(words);
            assertThat(listener.accepted()).isPositive();
        }
    }

    @Test
    void itCountsItsConnectionsAndEndsThemAtClose() throws IOException {
        ScriptedListener listener = ScriptedListener.silent();
        try (Socket socket = new Socket(listener.host(), listener.port())) {
            await().until(() -> listener.connections() == 1);
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            listener.close();
            listener.close();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(listener.connections()).isZero();
        }
        assertThatThrownBy(() -> new Socket(listener.host(), listener.port()).close())
                .isInstanceOf(SocketException.class);
    }

    @Test
    void aMongoListenerHangsUpOnWhatIsNoMessage() throws IOException {
        try (ScriptedListener listener = ScriptedListener.mongo(HelloScript.standalone());
                Socket socket = new Socket(listener.host(), listener.port())) {
            assertThat(RawEcho.exchange(socket, "GET / HTTP/1.1\r\n\r\nand more of it", 1))
                    .isEmpty();
        }
    }
}
