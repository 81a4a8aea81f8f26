package dev.meerkat.contract.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import com.mongodb.spi.dns.InetAddressResolver;
import dev.meerkat.Doctor;
import dev.meerkat.contract.frame.Leaks;
import dev.meerkat.diagnosis.Checkup;
import dev.meerkat.diagnosis.Finding;
import dev.meerkat.diagnosis.HostReport;
import dev.meerkat.diagnosis.LintRule;
import dev.meerkat.diagnosis.Step;
import dev.meerkat.diagnosis.StepOutcome;
import dev.meerkat.diagnosis.StepReport;
import dev.meerkat.lab.Answer;
import dev.meerkat.lab.Certificates;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.lab.HelloScript;
import dev.meerkat.lab.ScriptedListener;
import dev.meerkat.lab.ScriptedReplicaSet;
import dev.meerkat.lab.ServerTls;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

/** D2: what can be used, with what is to be said against it, and what is well. */
final class DoctorFindingsTest {
    private static final String BOUND = "socketTimeoutMS=5000";

    private static List<String> codes(Checkup checkup) {
        return checkup.findings().stream().map(Finding::code).toList();
    }

    private static String bound(String uri) {
        return uri + (uri.contains("?") ? "&" : "?") + BOUND;
    }

    private static SetUp taking(long current, long available) {
        BsonDocument status =
                BsonDocument.parse("{ok: 1, connections: {current: " + current + ", available: " + available + "}}");
        return SetUp.scripted(HelloScript.standalone().on("serverStatus", Answer.reply(status)), "?" + BOUND);
    }

    @Test
    void D2_a_server_that_is_well_has_every_step_timed_and_no_finding() {
        try (EmbeddedServer server = EmbeddedServer.start()) {
            List<StepReport> told = new ArrayList<>();
            Checkup checkup = Doctor.of(SetUp.of(server.uri() + "shop?" + BOUND).options())
                    .examine(told::add);

            assertThat(checkup.outcome()).as("%s", checkup).isEqualTo(StepOutcome.OK);
            assertThat(checkup.findings()).isEmpty();
            assertThat(checkup.cause()).isEmpty();
            assertThat(checkup.steps())
                    .isEqualTo(told)
                    .extracting(StepReport::step)
                    .containsExactly(Step.values());
            assertThat(checkup.steps())
                    .filteredOn(step -> step.outcome() != StepOutcome.SKIPPED)
                    .allMatch(step -> !step.took().isNegative() && step.took().compareTo(checkup.took()) <= 0);
            assertThat(checkup.step(Step.NAMES).hosts().get(0).figures())
                    .containsEntry("addresses", List.of(server.host()));
            assertThat(checkup.step(Step.HELLO).hosts().get(0).figures())
                    .containsKeys("minWireVersion", "maxWireVersion");
            assertThat(checkup.step(Step.ROLE).figures())
                    .containsEntry("topology", "STANDALONE")
                    .containsEntry("writable", true);
            assertThat(checkup.step(Step.ROUND_TRIP).figures())
                    .containsKeys("leastMillis", "medianMillis", "mostMillis");
            assertThat(checkup.step(Step.POOL).figures()).containsEntry("socketsPerServer", 102L);
        }
    }

    @Test
    void D2_an_examination_leaves_no_thread_and_no_socket() {
        try (EmbeddedServer server = EmbeddedServer.start()) {
            Leaks leaks = Leaks.beforeOn(server.port());
            Doctor.of(server.uri()).examine();
            leaks.awaitNone(Duration.ofSeconds(20));
        }
    }

    @Test
    void D2_a_set_tells_each_member_with_its_role_and_the_one_that_is_down() {
        try (EmbeddedServer server = EmbeddedServer.start();
                ScriptedReplicaSet set = ScriptedReplicaSet.inFrontOf(server)) {
            String uri = bound(set.uri());
            Checkup well = SetUp.of(uri).examine();
            assertThat(well.outcome()).as("%s", well).isEqualTo(StepOutcome.OK);
            assertThat(well.step(Step.ROLE).hosts())
                    .extracting(HostReport::told)
                    .containsExactlyInAnyOrder("primary", "secondary", "secondary");

            String dead = set.secondaries().get(0).address();
            set.secondaries().get(0).kill();
            Checkup checkup = SetUp.of(uri).examine();

            assertThat(checkup.outcome()).as("%s", checkup).isEqualTo(StepOutcome.FINDING);
            assertThat(checkup.step(Step.SOCKET).outcome()).isEqualTo(StepOutcome.FINDING);
            assertThat(codes(checkup)).contains("MK-REFUSED", LintRule.MEMBER_UNREACHABLE.code());
            assertThat(checkup.step(Step.ROLE).hosts())
                    .filteredOn(host -> host.finding().isPresent())
                    .extracting(HostReport::host)
                    .containsExactly(dead);
        }
    }

    @Test
    void D2_a_direct_connection_to_a_secondary_takes_no_writes() {
        HelloScript secondary = HelloScript.secondary("rs0").hosts("a.invalid:1", "b.invalid:1");
        try (SetUp setUp = SetUp.scripted(secondary, "?directConnection=true&" + BOUND)) {
            Checkup checkup = setUp.examine();
            assertThat(codes(checkup)).as("%s", checkup).containsExactly(LintRule.NOT_WRITABLE.code());

            Checkup readOnly = setUp.with(options -> options.readOnly(true)).examine();
            assertThat(readOnly.findings()).as("%s", readOnly).isEmpty();
        }
    }

    @Test
    void D2_one_host_of_a_set_without_the_sets_name_is_followed_to_no_other() {
        HelloScript primary = HelloScript.primary("rs0");
        try (SetUp lone = SetUp.scripted(primary.hosts("a.invalid:1", "b.invalid:1"), "?" + BOUND);
                SetUp whole = SetUp.scripted(primary, "?" + BOUND)) {
            assertThat(codes(lone.examine())).containsExactly(LintRule.SINGLE_MEMBER.code());
            assertThat(whole.examine().findings()).isEmpty();
        }
    }

    @Test
    void D2_the_pool_of_all_instances_is_compared_with_what_the_server_takes() {
        try (SetUp setUp = taking(5, 200)) {
            Checkup one = Doctor.of(setUp.options()).examine();
            assertThat(one.findings()).as("%s", one).isEmpty();
            assertThat(one.step(Step.LIMIT).figures())
                    .containsEntry("current", 5L)
                    .containsEntry("available", 200L);

            Checkup three = setUp.with(options -> options.instances(3)).examine();
            assertThat(codes(three)).containsExactly(LintRule.POOL_OVER_LIMIT.code());
            assertThat(three.step(Step.POOL).figures()).containsEntry("socketsPerServer", 306L);
        }
    }

    @Test
    void D2_a_server_that_counts_no_limit_has_none() {
        try (SetUp setUp = taking(1, 0)) {
            Checkup checkup = setUp.with(options -> options.instances(1000)).examine();
            assertThat(checkup.findings()).as("%s", checkup).isEmpty();
        }
    }

    @Test
    void D2_a_server_that_is_full_is_a_finding_and_figures_below_zero_are_none() {
        try (SetUp full = taking(100, 0);
                SetUp odd = taking(-3, -7)) {
            Checkup checkup = full.examine();
            assertThat(codes(checkup)).as("%s", checkup).containsExactly(LintRule.POOL_OVER_LIMIT.code());
            assertThat(checkup.findings().get(0).message()).contains("all 100 connections");

            Checkup untold = odd.examine();
            assertThat(untold.findings()).as("%s", untold).isEmpty();
            assertThat(untold.step(Step.LIMIT).told()).isEqualTo("the server tells no figures");
        }
    }

    @Test
    void D2_a_certificate_is_told_with_its_days_and_warned_of_when_they_are_few() {
        Certificates authority = Certificates.create();
        HelloScript script = SetUp.answering(HelloScript.standalone());
        ServerTls days = ServerTls.of(authority.server("localhost", "127.0.0.1"));
        ServerTls year = ServerTls.of(authority.longLived("localhost", "127.0.0.1"));
        try (SetUp soon = SetUp.at(ScriptedListener.mongo(script, days), "?" + BOUND)
                        .trusting(authority.trusting());
                SetUp late = SetUp.at(ScriptedListener.mongo(script, year), "?" + BOUND)
                        .trusting(authority.trusting())) {
            assertThat(codes(soon.examine())).containsExactly(LintRule.CERTIFICATE_EXPIRES.code());

            Checkup checkup = late.examine();
            assertThat(checkup.findings()).as("%s", checkup).isEmpty();
            assertThat(checkup.step(Step.TLS).hosts().get(0).figures())
                    .containsEntry("protocol", "TLSv1.3")
                    .containsEntry("subject", "CN=localhost")
                    .containsEntry("daysLeft", 364L);
        }
    }

    @Test
    void D2_a_certificate_that_has_expired_and_is_trusted_all_the_same_is_told_as_such() throws Exception {
        ServerTls expired = ServerTls.of(Certificates.create().expired("localhost", "127.0.0.1"));
        HelloScript script = SetUp.answering(HelloScript.standalone());
        try (SetUp setUp =
                SetUp.at(ScriptedListener.mongo(script, expired), "?" + BOUND).trusting(blind())) {
            Checkup checkup = setUp.examine();

            assertThat(codes(checkup)).as("%s", checkup).containsExactly(LintRule.CERTIFICATE_EXPIRES.code());
            assertThat(checkup.toString()).contains("expired 10 days ago").doesNotContain("-10");
        }
    }

    @Test
    void D2_a_server_far_away_is_told_from_one_nearby() {
        try (EmbeddedServer server = EmbeddedServer.start();
                FaultProxy proxy = FaultProxy.inFrontOf(server)) {
            proxy.latency(Duration.ofMillis(80));
            Checkup checkup = Doctor.of(bound(proxy.uri())).examine();
            assertThat(codes(checkup)).as("%s", checkup).containsExactly(LintRule.SLOW_ROUND_TRIP.code());
        }
    }

    @Test
    void D2_an_address_that_does_not_answer_is_told_beside_one_that_does() {
        try (ScriptedListener live = ScriptedListener.mongo(SetUp.answering(HelloScript.standalone()));
                DroppingPort drops = new DroppingPort("127.0.0.2", live.port())) {
            SetUp setUp = SetUp.of("mongodb://db.example:" + live.port() + "/?" + BOUND)
                    .customized(both("127.0.0.2", "127.0.0.1"));
            Checkup checkup = setUp.examine();
            assertThat(codes(checkup)).as("%s %s", checkup, drops.address()).containsExactly(LintRule.ADDRESS.code());
            assertThat(checkup.outcome()).isEqualTo(StepOutcome.FINDING);
        }
    }

    @Test
    void D2_a_first_address_that_refuses_is_all_the_driver_tries() {
        try (ScriptedListener live = ScriptedListener.mongo(SetUp.answering(HelloScript.standalone()))) {
            SetUp setUp = SetUp.of("mongodb://db.example:" + live.port() + "/?" + BOUND)
                    .customized(both("127.0.0.3", "127.0.0.1"));
            Checkup checkup = setUp.examine();
            assertThat(codes(checkup)).as("%s", checkup).containsExactly("MK-REFUSED");
            assertThat(checkup.outcome()).isEqualTo(StepOutcome.BROKEN);
            assertThat(checkup.findings().get(0).message()).contains("127.0.0.3", "first");
        }
    }

    private static SSLContext blind() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Blind()}, null);
        return context;
    }

    /** A trust store of somebody's own that lets everything pass. */
    private static final class Blind extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static Consumer<MongoClientSettings.Builder> both(String first, String second) {
        InetAddressResolver names = host -> List.of(InetAddress.getByName(first), InetAddress.getByName(second));
        return settings -> settings.inetAddressResolver(names);
    }
}
