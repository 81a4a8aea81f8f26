package dev.meerkat.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoSocketOpenException;
import com.mongodb.ServerAddress;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

/** Contract D1: what a server says of itself harms no terminal, and a host is written as in a URI. */
class ServerTextTest {
    @Test
    void D1_characters_that_a_terminal_acts_on_are_replaced_and_no_others() {
        assertThat(ServerText.plain("\u001b[31mrs\n\u009b2J\u202ex\u2028")).isEqualTo("?[31mrs??2J?x?");
        assertThat(ServerText.plain("rs0 – Zürich 🐾")).isEqualTo("rs0 – Zürich 🐾");
        assertThat(ServerText.host(new ServerAddress("evil\u001bm\nhost", 1))).isEqualTo("evil?m?host:1");
    }

    @Test
    void D1_an_IPv6_address_stands_in_brackets() {
        ServerAddress six = new ServerAddress("[::1]", 21417);
        assertThat(ServerText.host(six)).isEqualTo("[::1]:21417");
        assertThat(ServerText.host(new ServerAddress("::1"))).isEqualTo("[::1]:27017");
        assertThat(ServerText.host(new ServerAddress("127.0.0.1", 9))).isEqualTo("127.0.0.1:9");
        Throwable refused = new MongoSocketOpenException("open", six, new ConnectException("Connection refused"));
        assertThat(Diagnosis.ofConnecting(refused, null).host()).contains("[::1]:21417");
    }
}
