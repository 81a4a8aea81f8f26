package dev.meerkat.benchmarks.peers;

import dev.meerkat.benchmarks.paired.Contestant;
import java.util.ArrayList;
import java.util.List;
import org.bson.types.ObjectId;

/** What is measured: an operation, how many of it make a turn, and how many documents one moves. */
enum Operation {
    FIND_BY_ID("findById", 100, 1) {
        @Override
        <T> Runnable of(Peer<T> peer, ObjectId id) {
            return () -> expect(peer.mapper().find(id) != null);
        }
    },
    INSERT_ONE("insertOne", 25, 1) {
        @Override
        <T> Runnable of(Peer<T> peer, ObjectId id) {
            return () -> peer.mapper().insert(peer.document().get());
        }
    },
    FIND_100("find 100 → list", 25, 100) {
        @Override
        <T> Runnable of(Peer<T> peer, ObjectId id) {
            return () -> expect(peer.mapper().adults(documents()).size() == documents());
        }
    },
    INSERT_MANY("insertMany 1000", 1, 1000) {
        @Override
        <T> Runnable of(Peer<T> peer, ObjectId id) {
            return () -> {
                List<T> all = new ArrayList<>(documents());
                for (int i = 0; i < documents(); i++) {
                    all.add(peer.document().get());
                }
                peer.mapper().insert(all);
            };
        }
    };

    private final String text;
    private final int inTurn;
    private final int documents;

    Operation(String text, int inTurn, int documents) {
        this.text = text;
        this.inTurn = inTurn;
        this.documents = documents;
    }

    /** The operation as {@code peer} does it; {@code id} is that of a document that is there. */
    abstract <T> Runnable of(Peer<T> peer, ObjectId id);

    Contestant contestant(Peer<?> peer, ObjectId id) {
        return new Contestant(peer.name(), of(peer, id));
    }

    String text() {
        return text;
    }

    int inTurn() {
        return inTurn;
    }

    int documents() {
        return documents;
    }

    private static void expect(boolean found) {
        if (!found) {
            throw new IllegalStateException("a document is missing");
        }
    }
}
