package dev.meerkat.diagnosis;

import com.mongodb.MongoClientException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.spi.dns.DnsException;
import com.mongodb.spi.dns.DnsWithResponseCodeException;
import javax.naming.NameNotFoundException;
import org.jspecify.annotations.Nullable;

/** What was asked for and cannot be: class path, versions, modes, set names, SRV records, URIs. */
final class SetupRule implements Rule {
    private static final int NO_SUCH_NAME = 3;

    @Override
    public @Nullable Diagnosis explain(CauseChain failure) {
        LinkageError missing = failure.first(LinkageError.class);
        if (missing != null) {
            return failure.diagnosis(Problem.CLASS_PATH, "The class path does not fit: " + missing);
        }
        MongoIncompatibleDriverException version = failure.first(MongoIncompatibleDriverException.class);
        if (version != null) {
            return CauseChain.says(version, "requires at least")
                    ? failure.diagnosis(Problem.WIRE_VERSION_TOO_OLD, "The server is too old for this driver")
                    : failure.diagnosis(Problem.WIRE_VERSION_TOO_NEW, "The server is too new for this driver");
        }
        if (failure.says(MongoClientException.class, "load balancing mode")) {
            return failure.diagnosis(
                    Problem.LOAD_BALANCER_MODE, "Load balancer mode does not fit what the server or DNS says");
        }
        if (failure.says(MongoConfigurationException.class, "does not match required replica set name")) {
            return failure.says("Replica set name 'null'")
                    ? failure.diagnosis(Problem.NOT_A_SET_MEMBER, "The server is a member of no replica set")
                    : failure.diagnosis(
                            Problem.WRONG_SET_NAME, "The server belongs to a replica set with another name");
        }
        Diagnosis records = failure.has(MongoConfigurationException.class) ? explainRecords(failure) : null;
        return records != null ? records : explainArguments(failure);
    }

    private static @Nullable Diagnosis explainRecords(CauseChain failure) {
        if (!failure.says("SRV") && !failure.says("TXT record")) {
            return null;
        }
        DnsWithResponseCodeException answer = failure.first(DnsWithResponseCodeException.class);
        boolean noName = answer != null && answer.getResponseCode() == NO_SUCH_NAME;
        if (noName || failure.has(NameNotFoundException.class) || failure.says("No SRV records available")) {
            return failure.diagnosis(Problem.SRV_MISSING, "DNS has no SRV record for the URI's host name");
        }
        if (failure.has(DnsException.class)) {
            return failure.diagnosis(
                    Problem.SRV_DNS_DOWN, "The name server did not answer the question for SRV or TXT records");
        }
        return failure.diagnosis(Problem.SRV_INVALID, "The SRV or TXT records of the URI's host name break the rules");
    }

    /** The parser's texts quote the URI, now and then the password in it: none is repeated. */
    private static @Nullable Diagnosis explainArguments(CauseChain failure) {
        if (failure.says(IllegalStateException.class, "state should be: open")) {
            return failure.diagnosis(Problem.CLOSED, "The driver's client is closed");
        }
        boolean uri = failure.says(IllegalArgumentException.class, "onnection string")
                || failure.says(IllegalArgumentException.class, "URLDecoder")
                || failure.says(IllegalArgumentException.class, "port contains non-digit");
        if (uri) {
            return failure.diagnosis(Problem.INVALID_OPTIONS, "The connection string is not valid");
        }
        boolean settings = failure.says(IllegalStateException.class, "state should be: ")
                || failure.says(IllegalArgumentException.class, "state should be: ");
        return settings ? failure.diagnosis(Problem.INVALID_OPTIONS, "The driver refused the settings") : null;
    }
}
