package dev.meerkat.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ServerConnectionState;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import java.net.ConnectException;
import java.net.SocketException;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class ServerSightTest {
    private static final ServerAddress SERVER = new ServerAddress("h", 1);
    private static final Throwable CUT = new MongoSocketReadException("Prematurely reached end of stream", SERVER);
    private static final Throwable REFUSED = new MongoSocketOpenException(
            "Exception opening socket", SERVER, new ConnectException("Connection refused"));
    private static final Throwable CANCELLED =
            new MongoSocketReadException("x", SERVER, new SocketException("Socket closed"));
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

    private final ServerSight well = ServerSight.first(WELL, true, 1);

    /** Of a driver that tells checks on new connections by the description alone. */
    private final ServerSight old = ServerSight.first(WELL, false, 1);

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
        ServerSight both = well.described(unknown(CUT), 2).checkStarted(false).checkFailed(CUT);
        assertThat(both.down()).isFalse();
        assertThat(both.checkStarted(true).checkFailed(CUT).down()).isTrue();
    }

    @Test
    void S4_a_check_the_driver_cancelled_is_no_evidence() {
        ServerSight suspect = well.described(unknown(CUT), 2).checkStarted(true);
        assertThat(suspect.checkFailed(CANCELLED).down()).isFalse();
    }

    @Test
    void S4_a_member_s_own_answer_that_it_is_primary_no_more_counts_at_once() {
        Throwable answer = new MongoNotPrimaryException(BsonDocument.parse("{code: 10107}"), SERVER);
        assertThat(well.described(unknown(answer), 2).down()).isTrue();
    }

    @Test
    void S4_where_the_driver_tells_no_check_on_a_new_connection_a_second_failure_in_the_description_is_one() {
        ServerSight suspect = old.described(unknown(CUT), 2);
        assertThat(suspect.suspect()).isTrue();
        assertThat(suspect.described(unknown(REFUSED), 3).down()).isTrue();
        assertThat(suspect.described(WELL, 3).described(unknown(REFUSED), 4).suspect())
                .isTrue();
    }

    @Test
    void S4_a_description_says_nothing_new_with_a_failure_known_before() {
        ServerSight suspect = old.described(unknown(CUT), 2);
        assertThat(suspect.described(unknown(CUT), 3).down()).isFalse();
        // The check on the old connection, which broke together with the application's.
        assertThat(suspect.checkFailed(REFUSED).described(unknown(REFUSED), 3).down())
                .isFalse();
        assertThat(suspect.described(unknown(CANCELLED), 3).down()).isFalse();
    }

    @Test
    void S4_a_driver_that_tells_every_check_is_not_judged_by_descriptions() {
        assertThat(well.described(unknown(CUT), 2)
                        .described(unknown(REFUSED), 3)
                        .down())
                .isFalse();
    }
}
