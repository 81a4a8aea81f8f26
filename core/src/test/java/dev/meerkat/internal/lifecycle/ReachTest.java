package dev.meerkat.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.options.ConnectionOptions;
import org.junit.jupiter.api.Test;

/** M3: who is the same user. */
class ReachTest {
    private static Reach reach(String uri) {
        return Reach.of(ConnectionOptions.builder().uri(uri).build());
    }

    @Test
    void M3_aUserIsTheSameWhateverTheMechanism() {
        Reach plain = reach("mongodb://ada:secret@db/");
        assertThat(plain.sameUser(reach("mongodb://ada:other@db/?authMechanism=SCRAM-SHA-256")))
                .isTrue();
        assertThat(plain.sameUser(reach("mongodb://bob:secret@db/"))).isFalse();
        assertThat(plain.sameUser(reach("mongodb://ada:secret@db/?authSource=other")))
                .isFalse();
        assertThat(plain.sameUser(reach("mongodb://db/"))).isFalse();
        assertThat(reach("mongodb://db/").sameUser(reach("mongodb://db/"))).isTrue();
    }

    @Test
    void M3_whoLogsInByACertificateWithoutANameMayBeAnybody() {
        Reach certified = reach("mongodb://db/?authMechanism=MONGODB-X509&tls=true");
        assertThat(certified.sameUser(reach("mongodb://db/?authMechanism=MONGODB-X509&tls=true")))
                .isFalse();
    }
}
