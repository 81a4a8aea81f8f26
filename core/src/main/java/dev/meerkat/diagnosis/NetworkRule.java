package dev.meerkat.diagnosis;

import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoSocketWriteTimeoutException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What the network did. */
final class NetworkRule implements Rule {
    // Set by driver 5.8 and later on failures while a connection is established.
    private static final String WHILE_ESTABLISHING = "SystemOverloadedError";

    @Override
    public @Nullable Diagnosis explain(CauseChain failure) {
        if (!failure.has(MongoSocketException.class) && !failure.has(IOException.class)) {
            return null;
        }
        if (failure.has(UnknownHostException.class)) {
            return unknownHost(failure);
        }
        if (failure.has(ConnectException.class) && failure.says("refused")) {
            return failure.diagnosis(Problem.REFUSED, failure.server() + " refused the connection");
        }
        if (failure.has(SocketTimeoutException.class)
                || failure.has(MongoSocketReadTimeoutException.class)
                || failure.has(MongoSocketWriteTimeoutException.class)) {
            return timeout(failure);
        }
        if (failure.has(ConnectException.class) || failure.has(NoRouteToHostException.class)) {
            return failure.diagnosis(Problem.NETWORK, "There is no way to " + failure.server());
        }
        if (failure.says("onnection reset") || failure.says("Broken pipe")) {
            return failure.diagnosis(Problem.RESET, failure.server() + " reset the connection");
        }
        if (failure.says("Prematurely reached end of stream") || failure.has(EOFException.class)) {
            return failure.diagnosis(
                    Problem.CLOSED_AT_ONCE, failure.server() + " closed the connection without an answer");
        }
        return failure.diagnosis(Problem.NETWORK, "The connection to " + failure.server() + " failed");
    }

    private static Diagnosis unknownHost(CauseChain failure) {
        return failure.diagnosis(Problem.UNKNOWN_HOST, "The host name of " + failure.server() + " has no address");
    }

    private static Diagnosis timeout(CauseChain failure) {
        if (failure.says("onnect timed out")
                || (failure.has(MongoSocketOpenException.class) && !failure.has(SSLException.class))) {
            return failure.diagnosis(
                    Problem.CONNECT_TIMEOUT, failure.server() + " did not answer the attempt to open a socket");
        }
        MongoException labelled = failure.first(MongoException.class);
        boolean silent = failure.connecting()
                || failure.has(SSLException.class)
                || labelled instanceof MongoSocketException && labelled.hasErrorLabel(WHILE_ESTABLISHING);
        return silent
                ? failure.diagnosis(Problem.SILENT, failure.server() + " took the connection and answered nothing")
                : failure.diagnosis(
                        Problem.SOCKET_TIMEOUT, failure.server() + " did not answer within the socket timeout");
    }
}
