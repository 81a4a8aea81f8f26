package dev.meerkat.contract.doctor;

import com.mongodb.ServerApi;
import com.mongodb.ServerApiVersion;
import dev.meerkat.contract.frame.Ports;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.diagnosis.Step;
import dev.meerkat.lab.Answer;
import dev.meerkat.lab.Certificates;
import dev.meerkat.lab.HelloScript;
import dev.meerkat.lab.ScriptedListener;
import dev.meerkat.lab.ServerTls;
import dev.meerkat.lab.TlsIdentity;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** Set-ups that time does not heal, each with the step and the code that tell it from its neighbours. */
enum FatalSetUp {
    REFUSED_PORT(Step.SOCKET, Problem.REFUSED, () -> SetUp.of(Ports.refusedUri())),
    WEB_SERVER(Step.HELLO, Problem.NOT_MONGODB, () -> SetUp.at(ScriptedListener.http(), "")),
    SSH_SERVER(Step.HELLO, Problem.NOT_MONGODB, () -> SetUp.at(ScriptedListener.ssh(), "")),
    MYSQL_SERVER(Step.HELLO, Problem.NOT_MONGODB, () -> SetUp.at(ScriptedListener.mysql(), "")),
    GARBAGE_SERVER(Step.HELLO, Problem.NOT_MONGODB, () -> SetUp.at(ScriptedListener.garbage(7), "")),
    TLS_WANTED_AND_NOT_SPOKEN(Step.HELLO, Problem.TLS_EXPECTED, () -> SetUp.at(tls(good()), "")),
    TLS_SPOKEN_TO_A_PLAIN_SERVER(
            Step.TLS, Problem.TLS_NOT_SPOKEN, () -> SetUp.scripted(HelloScript.standalone(), "?tls=true")),
    TLS_SPOKEN_TO_A_WEB_SERVER(Step.TLS, Problem.TLS_NOT_SPOKEN, () -> SetUp.at(ScriptedListener.http(), "?tls=true")),
    UNKNOWN_AUTHORITY(
            Step.TLS,
            Problem.TLS_UNTRUSTED,
            () -> SetUp.at(tls(good()), "").trusting(Certificates.create().trusting())),
    WRONG_HOST_NAME(Step.TLS, Problem.TLS_HOST_NAME, () -> trusted(Authority.CERTIFICATES.server("elsewhere.example"))),
    EXPIRED_CERTIFICATE(
            Step.TLS, Problem.TLS_EXPIRED, () -> trusted(Authority.CERTIFICATES.expired("localhost", "127.0.0.1"))),
    CLOCK_OR_CERTIFICATE_TOO_EARLY(
            Step.TLS,
            Problem.TLS_NOT_YET_VALID,
            () -> trusted(Authority.CERTIFICATES.notYetValid("localhost", "127.0.0.1"))),
    NO_COMMON_TLS_VERSION(Step.TLS, Problem.TLS_HANDSHAKE, () -> SetUp.at(ScriptedListener.tlsAlert(70), "?tls=true")),
    CLIENT_CERTIFICATE_MISSING_1_3(Step.HELLO, Problem.TLS_CLIENT_CERTIFICATE, () -> wantingCertificate("TLSv1.3")),
    CLIENT_CERTIFICATE_MISSING_1_2(Step.TLS, Problem.TLS_CLIENT_CERTIFICATE, () -> wantingCertificate("TLSv1.2")),
    WRONG_SET_NAME(
            Step.ROLE, Problem.WRONG_SET_NAME, () -> SetUp.scripted(HelloScript.primary("rs0"), "?replicaSet=rs1")),
    STANDALONE_INSTEAD_OF_A_SET(
            Step.ROLE, Problem.NOT_A_SET_MEMBER, () -> SetUp.scripted(HelloScript.standalone(), "?replicaSet=rs0")),
    SERVER_TOO_OLD(
            Step.HELLO,
            Problem.WIRE_VERSION_TOO_OLD,
            () -> SetUp.scripted(HelloScript.standalone().wireVersions(0, 6), "")),
    SERVER_TOO_NEW(
            Step.HELLO,
            Problem.WIRE_VERSION_TOO_NEW,
            () -> SetUp.scripted(HelloScript.standalone().wireVersions(99, 99), "")),
    NO_LOAD_BALANCER(
            Step.ROLE,
            Problem.LOAD_BALANCER_MODE,
            () -> SetUp.scripted(HelloScript.standalone(), "?loadBalanced=true")),
    UNKNOWN_API_VERSION(Step.HELLO, Problem.API_VERSION, FatalSetUp::unknownApi),
    LOGIN_REQUIRED(
            Step.LOGIN,
            Problem.LOGIN_REQUIRED,
            () -> SetUp.at(
                    ScriptedListener.mongo(HelloScript.standalone()
                            .on(
                                    "listCollections",
                                    Answer.error(13, "command listCollections requires authentication"))),
                    "")),
    LOGIN_REFUSED(Step.LOGIN, Problem.AUTH_FAILED, () -> login(Answer.error(18, "Authentication failed."))),
    MECHANISM_UNKNOWN(
            Step.LOGIN,
            Problem.AUTH_MECHANISM,
            () -> login(Answer.error(334, "Unsupported mechanism 'SCRAM-SHA-256'")));

    /** One authority for all, since making one takes a while. */
    private static final class Authority {
        static final Certificates CERTIFICATES = Certificates.create();
    }

    final Step step;
    final Problem problem;
    final Supplier<SetUp> make;

    FatalSetUp(Step step, Problem problem, Supplier<SetUp> make) {
        this.step = step;
        this.problem = problem;
        this.make = make;
    }

    /**
     * Where the cause may be told. In TLS 1.3 a server refuses a client without a certificate after the client believes to be done; a busy
     * machine's quick look at TLS may be over before that, and then what the attempt found is told there.
     */
    Set<Step> steps() {
        return this == CLIENT_CERTIFICATE_MISSING_1_3 ? EnumSet.of(Step.TLS, step) : EnumSet.of(step);
    }

    private static TlsIdentity good() {
        return Authority.CERTIFICATES.server("localhost", "127.0.0.1");
    }

    private static ScriptedListener tls(TlsIdentity identity) {
        return ScriptedListener.mongo(SetUp.answering(HelloScript.standalone()), ServerTls.of(identity));
    }

    private static SetUp trusted(TlsIdentity identity) {
        return SetUp.at(tls(identity), "").trusting(Authority.CERTIFICATES.trusting());
    }

    private static SetUp wantingCertificate(String protocol) {
        ServerTls tls = ServerTls.of(good())
                .clientAuthority(Authority.CERTIFICATES.authority(), true)
                .protocols(protocol);
        return SetUp.at(ScriptedListener.mongo(HelloScript.standalone(), tls), "")
                .trusting(Authority.CERTIFICATES.trusting());
    }

    private static SetUp unknownApi() {
        Answer refusal = Answer.error(322, "API version must be \"1\"");
        return SetUp.at(ScriptedListener.mongo(HelloScript.standalone().on("hello", refusal)), "")
                .customized(settings -> settings.serverApi(
                        ServerApi.builder().version(ServerApiVersion.V1).build()));
    }

    private static SetUp login(Answer answer) {
        ScriptedListener listener =
                ScriptedListener.mongo(HelloScript.standalone().on("saslStart", answer));
        return SetUp.of("mongodb://ada:lovelace@" + listener.address() + "/?authMechanism=SCRAM-SHA-256", listener);
    }
}
