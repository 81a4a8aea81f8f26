package dev.meerkat.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meerkat.ConnectionRegistry;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** H1: what one client's requests get while an answer takes long. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RequestReaderTest {
    private final CountDownLatch scraped = new CountDownLatch(1);
    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final Routes routes = routes();
    private final EmbeddedChannel client = new EmbeddedChannel(new RequestReader(routes));

    private Routes routes() {
        Dashboard.Builder settings = Dashboard.of(registry).metrics(() -> {
            try {
                scraped.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            return "a_meter 1\n";
        });
        History history = new History(registry);
        return new Routes(
                settings, history, new EventStreams(registry, history, loop, false), new Doorkeeper(null, true));
    }

    @AfterEach
    void end() {
        scraped.countDown();
        client.close();
        routes.close();
        registry.close();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private void get(String path) {
        DefaultHttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path);
        request.headers().set("host", "localhost");
        client.writeInbound(request);
    }

    private void passIdle() {
        client.pipeline().fireUserEventTriggered(IdleStateEvent.READER_IDLE_STATE_EVENT);
    }

    private int answered() {
        client.runPendingTasks();
        FullHttpResponse response = client.readOutbound();
        try {
            return response == null ? 0 : response.status().code();
        } finally {
            if (response != null) {
                response.release();
            }
        }
    }

    @Test
    void H1_a_client_that_waits_for_its_answer_is_not_cut_and_one_that_has_it_is() {
        get("/metrics");

        passIdle();

        assertThat(client.isOpen()).isTrue();
        scraped.countDown();
        await().until(() -> answered() == 200);
        await().untilAsserted(
                        () -> { // the answer is seen a moment before its request counts as answered
                            passIdle();
                            assertThat(client.isOpen()).isFalse();
                        });
    }

    @Test
    void H1_a_client_that_asks_on_and_on_while_it_waits_is_cut() {
        get("/metrics");
        for (int i = 0; i < 16; i++) {
            get("/livez");
        }
        assertThat(client.isOpen()).isTrue();
        assertThat(answered()).as("nobody is answered before the first").isZero();

        get("/livez");

        assertThat(client.isOpen()).isFalse();
    }
}
