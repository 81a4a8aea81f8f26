package dev.meerkat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.HelloScript;
import dev.meerkat.lab.ScriptedListener;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** D2 on the command line: exit codes, text of 80 columns, JSON. */
class DoctorTest {
    private static final String BOUND = "?socketTimeoutMS=5000";

    /** On a busy machine each round trip takes long, and that is no matter here. */
    private static final String FAR = "lintIgnore=MK-LINT-SLOW-ROUND-TRIP";

    private static List<Document> steps(Document report) {
        return report.getList("steps", Document.class);
    }

    private static Document step(Document report, String name) {
        return steps(report).stream()
                .filter(each -> each.getString("step").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void D2_a_healthy_server_is_exit_code_0() {
        try (EmbeddedServer server = EmbeddedServer.start()) {
            Run run = Run.of("doctor", "--option", FAR, server.uri() + BOUND);

            assertThat(run.exit()).as(run.said()).isZero();
            assertThat(run.err().all()).isEmpty();
            assertThat(run.out().all())
                    .startsWith("Doctor  " + server.uri())
                    .contains("ok       hello", "ok       role and set  standalone", "healthy (");
        }
    }

    @Test
    void D2_a_finding_is_exit_code_3_with_reason_and_remedy_in_80_columns() {
        try (EmbeddedServer server = EmbeddedServer.start()) {
            Run run = Run.of("doctor", "--option", FAR, server.uri());

            assertThat(run.exit()).as(run.said()).isEqualTo(3);
            assertThat(run.out().all())
                    .contains(
                            "FINDING  pool, options",
                            "MK-LINT-UNBOUNDED: ",
                            "Why: ",
                            "Fix: ",
                            "usable, with 1 finding");
            assertThat(run.out().all().lines()).allMatch(line -> line.length() <= 80);
        }
    }

    @Test
    void D2_a_result_as_long_as_its_column_leaves_room_for_the_time() {
        try (EmbeddedServer server = EmbeddedServer.start()) {
            Run run = Run.of("doctor", server.uri(), "--option", "preset=production", "--option", "instances=100000");

            assertThat(run.out().all()).contains("pool, options");
            assertThat(run.out().all().lines())
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        }
    }

    @Test
    void D2_a_refused_port_is_exit_code_4_and_names_what_was_not_reached() {
        Run run = Run.of("doctor", Peers.refused());

        assertThat(run.exit()).as(run.said()).isEqualTo(4);
        assertThat(run.out().all())
                .contains(
                        "BROKEN   TCP",
                        "MK-REFUSED: ",
                        "not reached: TLS, hello, login",
                        "not usable: MK-REFUSED at TCP");
        assertThat(run.out().all().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void D2_options_that_cannot_be_are_exit_code_2_and_nothing_is_examined() {
        Run run = Run.of("doctor", "mongodb://ada:love/lace@db/");
        assertThat(run.exit()).as(run.said()).isEqualTo(2);
        assertThat(run.out().all()).isEmpty();
        assertThat(run.said()).doesNotContain("lace", "ada:").contains("MK-INVALID-OPTIONS");

        Run instances = Run.of("doctor", "--option", "instances=0", "mongodb://db/");
        assertThat(instances.exit()).isEqualTo(2);
        assertThat(instances.err().all()).contains("instances = 0");
    }

    @Test
    void D2_json_is_one_object_with_every_step_and_no_secret() {
        try (EmbeddedServer server = EmbeddedServer.start()) {
            Run run = Run.of(
                    "doctor",
                    "--json",
                    "--option",
                    FAR,
                    "--option",
                    "instances=4",
                    "--option",
                    "maxPoolSize=10",
                    server.uri() + BOUND);

            assertThat(run.exit()).as(run.said()).isZero();
            Document report = Document.parse(run.out().all());
            assertThat(report).containsEntry("outcome", "OK").containsKeys("uri", "tookMillis");
            assertThat(steps(report)).extracting(each -> each.getString("step")).startsWith("URI", "RECORDS", "NAMES");
            assertThat(step(report, "POOL").get("figures", Document.class))
                    .containsEntry("instances", 4)
                    .containsEntry("maxPoolSize", 10);
            assertThat(run.out().all().lines()).hasSize(1);
        }
    }

    @Test
    void D2_json_of_a_broken_step_has_code_message_and_fix() {
        try (ScriptedListener listener = ScriptedListener.mongo(HelloScript.standalone())) {
            Run run = Run.of("doctor", "--json", "mongodb://ada:lovelace@" + listener.address() + "/?replicaSet=rs0");

            assertThat(run.exit()).as(run.said()).isEqualTo(4);
            Document report = Document.parse(run.out().all());
            assertThat(report).containsEntry("outcome", "BROKEN");
            assertThat(step(report, "ROLE").getList("findings", Document.class).get(0))
                    .containsEntry("code", "MK-NOT-A-SET-MEMBER")
                    .containsKeys("message", "fix");
            assertThat(run.said()).doesNotContain("lovelace", "ada");
        }
    }
}
