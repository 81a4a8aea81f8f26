package dev.meerkat.contract.doctor;

import com.mongodb.ReadPreference;
import com.mongodb.Tag;
import com.mongodb.TagSet;
import dev.meerkat.contract.frame.StuckResolver;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.diagnosis.Step;
import dev.meerkat.lab.Answer;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.lab.HelloScript;
import dev.meerkat.lab.ScriptedListener;
import java.util.function.Supplier;

/** Set-ups that may heal, or in which somebody keeps silent: the doctor waits a little. */
enum SlowSetUp {
    UNKNOWN_HOST(Step.NAMES, Problem.UNKNOWN_HOST, () -> SetUp.of("mongodb://no-such-host.invalid/")),
    NAME_SERVER_THAT_NEVER_ANSWERS(Step.NAMES, Problem.UNKNOWN_HOST, SlowSetUp::stuck),
    FIREWALL_THAT_DROPS(Step.SOCKET, Problem.CONNECT_TIMEOUT, SlowSetUp::dropping),
    SILENT_SERVER(Step.HELLO, Problem.SILENT, () -> SetUp.at(ScriptedListener.silent(), "")),
    SILENT_IN_TLS(Step.TLS, Problem.SILENT, () -> SetUp.at(ScriptedListener.silent(), "?tls=true")),
    BLACK_HOLE_BEHIND_A_PROXY(Step.HELLO, Problem.SILENT, SlowSetUp::blackHole),
    CLOSED_AT_ONCE(Step.HELLO, Problem.CLOSED_AT_ONCE, () -> SetUp.at(ScriptedListener.closesAtOnce(), "")),
    RESET_WHEN_GREETED(
            Step.HELLO,
            Problem.RESET,
            () -> SetUp.at(ScriptedListener.mongo(HelloScript.standalone().on("hello", Answer.reset())), "")),
    SET_WITHOUT_PRIMARY(Step.ROLE, Problem.NO_PRIMARY, () -> set(HelloScript.secondary("rs0"))),
    MEMBERS_OF_A_CONTAINER_NETWORK(
            Step.ROLE,
            Problem.MEMBERS_UNREACHABLE,
            () -> set(HelloScript.primary("rs0").hosts("mongo1.invalid:27017").me("mongo1.invalid:27017"))),
    SET_NEVER_INITIATED(Step.ROLE, Problem.NOT_INITIATED, () -> set(HelloScript.ghost())),
    MEMBER_STARTING(Step.ROLE, Problem.STARTING, () -> set(HelloScript.starting("rs0"))),
    ARBITER_ALONE(Step.ROLE, Problem.ARBITER_ONLY, () -> set(HelloScript.arbiter("rs0"))),
    TAGS_THAT_NOBODY_HAS(Step.ROLE, Problem.NO_MATCHING_SERVER, SlowSetUp::tags),
    SILENT_AFTER_HELLO(Step.LOGIN, Problem.SILENT, SlowSetUp::silentAfterHello),
    LOGIN_NEVER_ANSWERED(Step.LOGIN, Problem.AUTH_UNANSWERED, SlowSetUp::unansweredLogin);

    final Step step;
    final Problem problem;
    final Supplier<SetUp> make;

    SlowSetUp(Step step, Problem problem, Supplier<SetUp> make) {
        this.step = step;
        this.problem = problem;
        this.make = make;
    }

    private static SetUp stuck() {
        StuckResolver resolver = new StuckResolver();
        return SetUp.of("mongodb://db.example/", resolver).customized(resolver);
    }

    private static SetUp dropping() {
        DroppingPort port = new DroppingPort("127.0.0.1", 0);
        return SetUp.of("mongodb://" + port.address() + "/", port);
    }

    private static SetUp blackHole() {
        EmbeddedServer server = EmbeddedServer.start();
        FaultProxy proxy = FaultProxy.inFrontOf(server);
        proxy.blackHole();
        return SetUp.of(proxy.uri(), proxy, server);
    }

    private static SetUp set(HelloScript script) {
        return SetUp.scripted(script, "?replicaSet=rs0");
    }

    private static SetUp tags() {
        TagSet nowhere = new TagSet(new Tag("dc", "nowhere"));
        return set(HelloScript.primary("rs0"))
                .with(options -> options.readOnly(true).readPreference(ReadPreference.secondary(nowhere)));
    }

    private static SetUp unansweredLogin() {
        ScriptedListener listener =
                ScriptedListener.mongo(HelloScript.standalone().on("saslStart", Answer.silence()));
        return SetUp.of("mongodb://ada:lovelace@" + listener.address() + "/?authMechanism=SCRAM-SHA-256", listener);
    }

    private static SetUp silentAfterHello() {
        HelloScript script = SetUp.answering(HelloScript.standalone()).on("listCollections", Answer.silence());
        return SetUp.at(ScriptedListener.mongo(script), "");
    }
}
