package dev.meerkat.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ServerAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** D2: SRV records as a name server, or an application's own DnsClient, gives them. */
class SrvRecordsTest {
    private static final ServerAddress GOOD = new ServerAddress("a.shop.test", 27017);

    @Test
    void D2_a_record_names_a_host_and_a_port_up_to_the_last() {
        assertThat(SrvRecords.of(List.of("0 0 27017 a.shop.test.", "0 5 65535 b.shop.test"))
                        .hosts())
                .containsExactly(GOOD, new ServerAddress("b.shop.test", 65_535));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0 0 27017",
                "0 0 mongo a.shop.test.",
                "0 0 -1 a.shop.test.",
                "0 0 65536 a.shop.test.",
                "0 0 99999999999 a.shop.test."
            })
    void D2_a_record_that_names_no_server_is_left_out(String record) {
        assertThat(SrvRecords.of(List.of(record, "0 0 27017 a.shop.test.")).hosts())
                .containsExactly(GOOD);
    }
}
