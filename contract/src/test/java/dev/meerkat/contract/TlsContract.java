package dev.meerkat.contract;

import static dev.meerkat.testkit.EventRecorder.between;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.ContractServer;
import dev.meerkat.error.ConnectFailedException;
import dev.meerkat.event.Connecting;
import dev.meerkat.event.Failed;
import dev.meerkat.lab.Certificates;
import dev.meerkat.lab.TlsIdentity;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.TlsOptions;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** O3 and S3 where TLS is what stands in the way: each surprise has its own code and ends the first connect soon. */
abstract class TlsContract extends ContractCase {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Certificates certificates = Certificates.create();

    private ContractServer speakingTls(TlsIdentity identity) {
        needs(Capability.TLS);
        return keep(kind().startWithTls(identity));
    }

    private ConnectionOptions trusting(ContractServer server) {
        return options()
                .uri(server.uri())
                .tls(TlsOptions.of(certificates.trusting()))
                .build();
    }

    @Test
    void O3_a_trusted_certificate_with_the_right_name_connects() {
        ContractServer server = speakingTls(certificates.server("localhost", "127.0.0.1"));
        EventRecorder recorder = recorded();
        recorder.connection().open(trusting(server));

        recorder.assertSequence("Connecting", "Connected", "Opened");
        assertThat(recorder.connection().state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void O3_a_certificate_signed_by_nobody_trusted_is_fatal_within_a_second() {
        ContractServer server = speakingTls(certificates.server("localhost", "127.0.0.1"));

        assertFatal(options().uri(server.uri("tls=true")).build(), "MK-TLS-UNTRUSTED", SECOND);
    }

    @Test
    void O3_an_expired_certificate_is_fatal_within_a_second() {
        ContractServer server = speakingTls(certificates.expired("localhost", "127.0.0.1"));

        assertFatal(trusting(server), "MK-TLS-EXPIRED", SECOND);
    }

    @Test
    void O3_a_certificate_for_another_name_is_fatal_within_a_second() {
        ContractServer server = speakingTls(certificates.server("elsewhere.example"));

        assertFatal(trusting(server), "MK-TLS-HOST-NAME", SECOND);
    }

    @Test
    void O3_a_plain_connection_to_a_server_that_speaks_tls_is_fatal() {
        ContractServer server = speakingTls(certificates.server("localhost", "127.0.0.1"));

        assertFatal(options().uri(server.uri()).build(), "MK-TLS-EXPECTED", SECOND);
    }

    @Test
    void O3_tls_to_a_server_that_does_not_speak_it_is_fatal_even_if_it_keeps_silent() {
        assertFatal(options().uri(server().uri("tls=true")).build(), "MK-TLS-NOT-SPOKEN", SECOND.multipliedBy(2));
    }

    private void assertFatal(ConnectionOptions options, String code, Duration limit) {
        EventRecorder recorder = recorded();
        ConnectFailedException thrown = catchThrowableOfType(
                ConnectFailedException.class, () -> recorder.connection().open(options));

        recorder.assertSequence("Connecting", "Disconnected", "Failed");
        assertThat(thrown.problemCode()).isEqualTo(code);
        Failed failed = recorder.events(Failed.class).get(0);
        assertThat(failed.diagnosis().fatal()).isTrue();
        assertThat(failed.diagnosis().code()).isEqualTo(code);
        assertThat(between(recorder.events(Connecting.class).get(0), failed)).isLessThan(within(limit));
    }
}
