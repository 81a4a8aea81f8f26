package dev.meerkat.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ServerConnectionState;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import java.net.SocketException;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class ServerSightTest {
    private static final ServerAddress SERVER = new ServerAddress("h", 1);
    private static final Throwable CUT = new MongoSocketReadException("Prematurely reached end of stream", SERVER);
    private static final ServerDescription WELL = ServerDescription.builder()
            .address(SERVER)
            .ok(true)
            .type(ServerType.STANDALONE)
            .state(ServerConnectionState.CONNECTED)
            .build();

    private static ServerDescription unknown(Throwable cause) {
        return ServerDescription.builder()
                .address(SERVER)
                .state(ServerConnectionState.CONNECTING)
                .exception(cause)
                .build();
    }

    private final ServerSight well = ServerSight.first(WELL, 1);

    @Test
    void S4_one_failed_check_makes_a_server_suspect_and_the_next_one_down() {
        ServerSight once = well.checkFailed(CUT).described(unknown(CUT), 2);
        assertThat(once.suspect()).isTrue();
        assertThat(once.checkStarted(true).checkFailed(CUT).down()).isTrue();
    }

    @Test
    void S4_an_application_s_socket_alone_makes_a_server_suspect_until_the_next_check() {
        ServerSight suspect = well.described(unknown(CUT), 2);
        assertThat(suspect.suspect()).isTrue();
        ServerSight back = suspect.checkStarted(true).described(WELL, 3);
        assertThat(back.suspect()).isFalse();
        assertThat(back.down()).isFalse();
        assertThat(suspect.checkStarted(true).checkFailed(CUT).down()).isTrue();
    }

    @Test
    void S4_a_check_that_was_under_way_is_not_the_next_one() {
        assertThat(well.described(unknown(CUT), 2).checkFailed(CUT).down()).isFalse();
    }

    @Test
    void S4_a_check_on_an_old_connection_that_broke_too_is_not_the_next_one() {
        ServerSight old = well.described(unknown(CUT), 2).checkStarted(false).checkFailed(CUT);
        assertThat(old.down()).isFalse();
        assertThat(old.checkStarted(true).checkFailed(CUT).down()).isTrue();
    }

    @Test
    void S4_a_check_the_driver_cancelled_is_no_evidence() {
        Throwable cancelled = new MongoSocketReadException("x", SERVER, new SocketException("Socket closed"));
        ServerSight suspect = well.described(unknown(CUT), 2).checkStarted(true);
        assertThat(suspect.checkFailed(cancelled).down()).isFalse();
    }

    @Test
    void S4_a_member_s_own_answer_that_it_is_primary_no_more_counts_at_once() {
        Throwable answer = new MongoNotPrimaryException(BsonDocument.parse("{code: 10107}"), SERVER);
        assertThat(well.described(unknown(answer), 2).down()).isTrue();
    }
}
