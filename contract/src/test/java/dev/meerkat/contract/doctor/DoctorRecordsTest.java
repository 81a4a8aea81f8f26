package dev.meerkat.contract.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.spi.dns.InetAddressResolver;
import dev.meerkat.diagnosis.Checkup;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.diagnosis.Step;
import dev.meerkat.diagnosis.StepOutcome;
import dev.meerkat.lab.HelloScript;
import dev.meerkat.lab.ProcessorPressure;
import dev.meerkat.lab.ScriptedListener;
import dev.meerkat.lab.ScriptedNameServer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** D2: SRV and TXT records, asked of a real name server. */
final class DoctorRecordsTest {
    private static final String PROVIDER = "java.naming.provider.url";
    private static final String HOST = "cluster0.shop.test";
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofSeconds(12);

    private final ProcessorPressure pressure = ProcessorPressure.sinceNow();
    private final ScriptedNameServer dns = ScriptedNameServer.start();

    @BeforeEach
    void ask_our_name_server() {
        System.setProperty(PROVIDER, dns.url());
    }

    @AfterEach
    void ask_the_systems_again() {
        System.clearProperty(PROVIDER);
        dns.close();
    }

    private static Checkup examined(String query) {
        InetAddressResolver loopback = host -> List.of(InetAddress.getByName("127.0.0.1"));
        try (SetUp setUp = SetUp.of("mongodb+srv://" + HOST + "/" + query)
                .customized(settings -> settings.inetAddressResolver(loopback))) {
            return setUp.examine();
        }
    }

    private static void assertBroken(Checkup checkup, Problem problem, String... words) {
        assertThat(checkup.cause().map(Diagnosis::problem)).as("%s", checkup).contains(problem);
        assertThat(checkup.step(Step.RECORDS).outcome()).isEqualTo(StepOutcome.BROKEN);
        assertThat(checkup.step(Step.NAMES).outcome()).isEqualTo(StepOutcome.SKIPPED);
        for (String word : words) {
            assertThat(checkup.cause().map(Diagnosis::message).orElse("")).contains(word);
        }
    }

    @Test
    void D2_good_records_lead_to_the_servers_and_options_they_name() {
        try (ScriptedListener server = ScriptedListener.mongo(SetUp.answering(HelloScript.primary("rs0")))) {
            dns.srv(HOST, "a.shop.test:" + server.port()).txt(HOST, "replicaSet=rs0&authSource=admin");
            server.play(SetUp.answering(HelloScript.primary("rs0")
                    .hosts("a.shop.test:" + server.port())
                    .me("a.shop.test:" + server.port())));

            Checkup checkup = examined("?tls=false&socketTimeoutMS=5000");

            assertThat(checkup.outcome()).as("%s", checkup).isEqualTo(StepOutcome.OK);
            assertThat(checkup.step(Step.RECORDS).figures())
                    .containsEntry("txt", List.of("replicaSet=rs0&authSource=admin"));
            assertThat(checkup.step(Step.RECORDS).hosts().get(0).host()).isEqualTo("a.shop.test:" + server.port());
            assertThat(checkup.step(Step.ROLE).figures()).containsEntry("setName", "rs0");
            assertThat(dns.asked()).isPositive();
        }
    }

    @Test
    void D2_a_name_that_does_not_exist() {
        Checkup checkup = examined("");
        assertBroken(checkup, Problem.SRV_MISSING, "_mongodb._tcp." + HOST);
        assertThat(checkup.took()).isLessThan(pressure.allowing(SOON));
    }

    @Test
    void D2_a_name_that_has_no_SRV_records() {
        dns.srv(HOST);
        Checkup checkup = examined("");
        assertBroken(checkup, Problem.SRV_MISSING, "knows " + HOST);
        assertThat(checkup.took()).isLessThan(pressure.allowing(SOON));
    }

    @Test
    void D2_a_server_of_another_domain() {
        dns.srv(HOST, "a.shop.test:27017", "b.elsewhere.test:27017");
        Checkup checkup = examined("");
        assertBroken(checkup, Problem.SRV_INVALID, "b.elsewhere.test:27017");
        assertThat(checkup.took()).isLessThan(pressure.allowing(SOON));
    }

    @Test
    void D2_a_TXT_record_with_an_option_it_may_not_have() {
        dns.srv(HOST, "a.shop.test:27017").txt(HOST, "readPreference=nearest");
        Checkup checkup = examined("");
        assertBroken(checkup, Problem.SRV_INVALID);
        assertThat(checkup.took()).isLessThan(pressure.allowing(SOON));
    }

    @Test
    void D2_two_TXT_records_where_one_is_allowed() {
        dns.srv(HOST, "a.shop.test:27017").txt(HOST, "replicaSet=rs0", "authSource=admin");
        Checkup checkup = examined("");
        assertBroken(checkup, Problem.SRV_INVALID);
        assertThat(checkup.took()).isLessThan(pressure.allowing(SOON));
    }

    @Test
    void D2_a_name_server_that_refuses() {
        dns.refuse();
        Checkup checkup = examined("");
        assertBroken(checkup, Problem.SRV_DNS_DOWN);
        assertThat(checkup.took()).isLessThan(pressure.allowing(SOON));
    }

    @Test
    void D2_a_name_server_that_keeps_silent_costs_seconds() {
        dns.fallSilent();
        Checkup checkup = examined("");
        assertBroken(checkup, Problem.SRV_DNS_DOWN, "did not answer");
        assertThat(checkup.took()).isLessThan(pressure.allowing(LIMIT));
    }
}
