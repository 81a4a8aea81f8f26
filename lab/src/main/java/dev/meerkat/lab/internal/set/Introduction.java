package dev.meerkat.lab.internal.set;

import dev.meerkat.lab.MemberState;
import dev.meerkat.lab.internal.front.GreetingFields;
import dev.meerkat.lab.internal.front.TopologyVersion;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonObjectId;
import org.bson.BsonString;

/**
 * What a set's members say of it.
 *
 * @param setName its name
 * @param setVersion the version of its configuration
 * @param hosts its members' addresses
 * @param primary the primary's address, empty when there is none
 */
record Introduction(String setName, int setVersion, List<String> hosts, String primary) {

    /** Makes the backend's greeting the member's own. */
    BsonDocument of(MemberScript member, BsonDocument greeting) {
        GreetingFields.neutral(greeting);
        GreetingFields.writable(greeting, member.primary());
        greeting.append("secondary", BsonBoolean.valueOf(member.state() == MemberState.SECONDARY))
                .append("setName", new BsonString(setName))
                .append(TopologyVersion.FIELD, member.version().document());
        WireVersions wire = member.wire();
        if (wire != null) {
            greeting.append("minWireVersion", new BsonInt32(wire.lowest()))
                    .append("maxWireVersion", new BsonInt32(wire.highest()));
        }
        if (member.state() == MemberState.REMOVED) {
            return greeting.append("isreplicaset", BsonBoolean.TRUE)
                    .append("info", new BsonString("Does not have a valid replica set config"));
        }
        return membership(member, greeting);
    }

    private BsonDocument membership(MemberScript member, BsonDocument greeting) {
        greeting.append("setVersion", new BsonInt32(setVersion))
                .append(
                        "hosts",
                        new BsonArray(hosts.stream().map(BsonString::new).toList()))
                .append("me", new BsonString(member.address()));
        String known = member.primary() ? member.address() : primary;
        if (!known.isEmpty()) {
            greeting.append("primary", new BsonString(known));
        }
        if (member.electionId() != null) {
            greeting.append("electionId", new BsonObjectId(member.electionId()));
        }
        return greeting;
    }
}
