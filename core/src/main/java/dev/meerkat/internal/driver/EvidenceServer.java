package dev.meerkat.internal.driver;

import com.mongodb.ServerAddress;
import com.mongodb.connection.ServerDescription;
import dev.meerkat.diagnosis.Diagnosis;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one server.
 *
 * @param answer its last description that came from an answer of its own
 * @param failure why it is not known to be well, from its last check or login
 * @param setAside the failure that counts no more for a new attempt, and still tells why the server was lost if nothing was heard since
 * @param removed whether the driver dropped it; a dropped seed that no member lists is never asked again
 * @param hidden whether its reply said that it is a hidden member
 * @param silentSince when the running check began, in monotonic nanoseconds
 */
record EvidenceServer(
        ServerAddress address,
        @Nullable ServerDescription answer,
        @Nullable Diagnosis failure,
        @Nullable Diagnosis setAside,
        boolean removed,
        boolean hidden,
        OptionalLong silentSince) {

    static EvidenceServer unknown(ServerAddress address) {
        return new EvidenceServer(address, null, null, null, false, false, OptionalLong.empty());
    }

    EvidenceServer answered(ServerDescription description) {
        return new EvidenceServer(address, description, null, null, removed, hidden, OptionalLong.empty());
    }

    /** What it said before counts no more, unless it was dropped for just that. */
    EvidenceServer failed(Diagnosis diagnosis) {
        return removed ? this : new EvidenceServer(address, null, diagnosis, null, false, hidden, OptionalLong.empty());
    }

    /** With a finding that came while its check may still run. */
    EvidenceServer found(Diagnosis diagnosis) {
        return new EvidenceServer(address, answer, diagnosis, setAside, removed, hidden, silentSince);
    }

    /** With a running check: a member that lists it has brought it back, if it had been removed. */
    EvidenceServer checkStarted(long now) {
        OptionalLong since = silentSince.isPresent() ? silentSince : OptionalLong.of(now);
        return new EvidenceServer(address, answer, failure, setAside, false, hidden, since);
    }

    EvidenceServer checked() {
        return new EvidenceServer(address, answer, failure, setAside, removed, hidden, OptionalLong.empty());
    }

    EvidenceServer replied(boolean isHidden) {
        return new EvidenceServer(address, answer, failure, setAside, removed, isHidden, OptionalLong.empty());
    }

    EvidenceServer removedFromView() {
        return new EvidenceServer(address, answer, failure, setAside, true, hidden, OptionalLong.empty());
    }

    EvidenceServer verified() {
        Diagnosis last = failure != null ? failure : setAside;
        return new EvidenceServer(address, answer, null, last, removed, hidden, silentSince);
    }

    /** With the failure that was set aside, unless something was heard since. */
    EvidenceServer recalled() {
        return answer == null && failure == null && setAside != null ? found(setAside) : this;
    }
}
