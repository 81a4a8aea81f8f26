package dev.meerkat.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Gives tests a server, the means to harm it, and clients, by the types of their parameters; fails a test that leaks. Stands on a class or a
 * method; where it stands on both, the method's counts and the class's does not. It is no {@code @Test} itself.
 *
 * <table>
 * <caption>What a parameter may be</caption>
 * <tr><td>{@link dev.meerkat.lab.LabServer}, {@code EmbeddedServer}, {@code ExternalServer}</td><td>the server</td></tr>
 * <tr><td>{@link dev.meerkat.lab.ScriptedReplicaSet}</td><td>a set in front of it</td></tr>
 * <tr><td>{@link dev.meerkat.lab.FaultProxy}</td><td>a proxy in front of it</td></tr>
 * <tr><td>{@link Uri} {@code String}</td><td>the connection string to these</td></tr>
 * <tr><td>{@code com.mongodb.client.MongoClient}</td><td>a client of the plain driver</td></tr>
 * <tr><td>{@link Writes}</td><td>counted writes</td></tr>
 * <tr><td>{@link ClientWatch}</td><td>sees the cursors of clients the test makes</td></tr>
 * <tr><td>{@code dev.meerkat.Connection}</td><td>a connection of Meerkat's, open</td></tr>
 * <tr><td>{@code dev.meerkat.options.ConnectionOptions}</td><td>options to open one with</td></tr>
 * <tr><td>{@link EventRecorder}</td><td>that connection's events, from its first</td></tr>
 * </table>
 *
 * <p>Each test has its own server, proxy, set, client and connection, made at the first question and ended after it, so that no fault outlives
 * its test. Where {@code @BeforeAll} or a constructor of a class with one instance asks, the server belongs to the class: what tests did to it
 * is undone before the next, as far as {@code pass()}, {@code restart()}, {@code regainMajority()} and the like do that; data stays.
 *
 * <p>Leaks are looked for after the test's {@code @AfterEach} methods, and given {@link #patience()} to vanish; a test that failed is not told
 * of its leaks as well. Such tests run alone when others run in parallel, because threads are the whole JVM's; the extension alone, by {@code
 * @ExtendWith(MeerkatExtension.class)}, does not see to that: add {@link Isolated} there, or run nothing in parallel.
 *
 * <p>A test in a {@code @Nested} class shares the server that an outer {@code @BeforeAll} has asked for, with what stands before it; a set or
 * a proxy that did not is refused.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Isolated("counts the threads of the whole JVM")
@ExtendWith(MeerkatExtension.class)
public @interface MeerkatTest {
    /** The kind of server. Default: {@link Backend#EMBEDDED}. */
    Backend server() default Backend.EMBEDDED;

    /**
     * How many members the set in front of the server has. Default: 0, which is three where a {@code ScriptedReplicaSet} is asked for and no
     * set elsewhere. 1 to 7: there is a set, asked for or not.
     */
    int members() default 0;

    /**
     * What is appended to every connection string, as {@code key=value&key=value}. Default: a heartbeat each half second, so that tests hear of
     * an outage soon, and 5 s for a connect.
     */
    String uriOptions() default "heartbeatFrequencyMS=500&connectTimeoutMS=5000";

    /**
     * The longest wait for an event, for counted writes, and for leaks to vanish: {@code 500ms}, {@code 10s}, {@code 2m} or ISO-8601. Default:
     * {@code 10s}. Waits end as soon as what they wait for is there.
     */
    String patience() default "10s";

    /** Leaks that do not fail the test. Default: none. */
    Leak[] mayLeak() default {};

    /** Regular expressions for the whole names of threads that may stay behind. Default: none. */
    String[] ignoredThreads() default {};
}
