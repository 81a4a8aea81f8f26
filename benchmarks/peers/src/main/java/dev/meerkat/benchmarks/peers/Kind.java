package dev.meerkat.benchmarks.peers;

import dev.meerkat.benchmarks.paired.Clients;
import java.util.List;
import java.util.stream.Stream;
import org.bson.types.ObjectId;

/** A kind of documents and those who read and write it, the raw driver first: the others are compared with it. */
enum Kind {
    /** Records without a rule; Morphia needs a class. */
    RECORD("record, no rules", Kind.PLAIN_COLLECTION) {
        @Override
        List<Peer<?>> peers(Clients clients) {
            return List.of(
                    new Peer<>(RAW, raw(clients, User.class), () -> User.of(new ObjectId())),
                    new Peer<>("raw again (noise)", raw(clients, User.class), () -> User.of(new ObjectId())),
                    new Peer<>(
                            "raw collection, managed client",
                            managed(clients, User.class),
                            () -> User.of(new ObjectId())),
                    new Peer<>(MODEL, model(clients, User.class), () -> User.of(new ObjectId())),
                    new Peer<>("Meerkat, makes the id", model(clients, User.class), () -> User.of(null)),
                    new Peer<>("Meerkat, `id` by name", model(clients, NamedUser.class), () -> NamedUser.of(null)),
                    new Peer<>(SPRING, spring(clients, User.class), () -> User.of(new ObjectId())),
                    new Peer<>(MORPHIA, morphia(clients, UserEntity.class), () -> UserEntity.of(new ObjectId())));
        }
    },
    /** Classes without a rule. */
    CLASS("class, no rules", Kind.PLAIN_COLLECTION) {
        @Override
        List<Peer<?>> peers(Clients clients) {
            return Stream.of(
                            new Peer<>(RAW, raw(clients, UserEntity.class), () -> UserEntity.of(new ObjectId())),
                            new Peer<>(MODEL, model(clients, UserEntity.class), () -> UserEntity.of(new ObjectId())))
                    .<Peer<?>>map(peer -> peer)
                    .toList();
        }
    },
    /** Records with required, min, enum and timestamps. */
    TYPICAL("record, typical rules", Kind.TYPICAL_COLLECTION) {
        @Override
        List<Peer<?>> peers(Clients clients) {
            return List.of(
                    new Peer<>(RAW, raw(clients, Member.class), () -> Member.whole(new ObjectId())),
                    new Peer<>(MODEL, model(clients, Member.class), Member::bare),
                    new Peer<>(SPRING, spring(clients, Member.class), () -> Member.whole(new ObjectId())),
                    new Peer<>(MORPHIA, morphia(clients, MemberEntity.class), () -> MemberEntity.of(new ObjectId())));
        }
    };

    static final String PLAIN_COLLECTION = "plain";
    static final String TYPICAL_COLLECTION = "typical";
    static final String RAW = "raw driver";
    static final String MODEL = "Meerkat";
    static final String SPRING = "Spring Data";
    static final String MORPHIA = "Morphia";

    private final String text;
    private final String collection;

    Kind(String text, String collection) {
        this.text = text;
        this.collection = collection;
    }

    abstract List<Peer<?>> peers(Clients clients);

    String text() {
        return text;
    }

    String collection() {
        return collection;
    }

    <T> Mapper<T> raw(Clients clients, Class<T> type) {
        return RawMapper.of(clients.driver(), collection, type);
    }

    <T> Mapper<T> managed(Clients clients, Class<T> type) {
        return RawMapper.of(clients.managed().client(), collection, type);
    }

    <T> Mapper<T> model(Clients clients, Class<T> type) {
        return ModelMapper.of(clients.managed(), collection, type);
    }

    <T> Mapper<T> spring(Clients clients, Class<T> type) {
        return SpringMapper.of(clients.driver(), collection, type);
    }

    <T> Mapper<T> morphia(Clients clients, Class<T> type) {
        return MorphiaMapper.of(clients.driver(), type);
    }
}
