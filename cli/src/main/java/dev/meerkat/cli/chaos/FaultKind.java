package dev.meerkat.cli.chaos;

import dev.meerkat.lab.FailCommand;
import dev.meerkat.lab.ScriptedMember;
import java.time.Duration;

/** What can happen to a set: how it begins, and how it is healed. */
enum FaultKind {
    /** The primary steps down; another is elected after the set's delay. */
    STEP_DOWN((ground, fault) -> {
        ground.set().stepDown();
        return Ground.NOTHING;
    }),
    /** Another member is primary at once, and for a while the old one believes that it still is. */
    HAND_OVER((ground, fault) -> ground.handOver(Duration.ofMillis(fault.amount()))),
    /** Another member is elected only when the fault is over. */
    LATE_ELECTION((ground, fault) -> {
        ground.set().electionDelay(fault.length());
        ground.set().stepDown();
        return () -> ground.set().electionDelay(Ground.ELECTION);
    }),
    /** The primary steps down, and nobody is elected before the end. */
    NO_MAJORITY((ground, fault) -> {
        ground.set().loseMajority();
        return ground.set()::regainMajority;
    }),
    /** The primary's process dies, and starts again at the end. */
    PRIMARY_KILLED((ground, fault) -> ground.toPrimary(fault, member -> {
        member.kill();
        return member::restart;
    })),
    /** A member's process dies, and starts again at the end. */
    MEMBER_KILLED((ground, fault) -> {
        ground.member(fault).kill();
        return ground.member(fault)::restart;
    }),
    /** A member's process dies and starts again at once. */
    MEMBER_RESTARTED((ground, fault) -> {
        ground.member(fault).restart();
        return Ground.NOTHING;
    }),
    /** The primary is cut off from clients and members; another is elected. */
    PRIMARY_ISOLATED((ground, fault) -> ground.toPrimary(fault, member -> {
        member.isolate();
        return () -> ground.heal(member);
    })),
    /** Clients and primary cannot hear each other; it keeps its office. */
    PRIMARY_SILENT((ground, fault) -> ground.toPrimary(fault, member -> {
        member.network().blackHole();
        return () -> ground.hear(member);
    })),
    /** Clients cannot hear a member. */
    MEMBER_SILENT((ground, fault) -> {
        ground.member(fault).network().blackHole();
        return () -> ground.hear(ground.member(fault));
    }),
    /** Clients cannot hear anybody. */
    ALL_SILENT((ground, fault) -> ground.silence()),
    /** What clients say is done, and they hear of nothing. */
    REPLIES_CUT((ground, fault) -> ground.toPrimary(fault, member -> {
        member.network().cutReplies();
        return () -> ground.heal(member);
    })),
    /** What clients say does not arrive. */
    REQUESTS_CUT((ground, fault) -> ground.toPrimary(fault, member -> {
        member.network().cutRequests();
        return () -> ground.hear(member);
    })),
    /** Every reply comes later. */
    LATENCY((ground, fault) -> ground.toPrimary(fault, member -> {
        member.network().latency(Duration.ofMillis(5L + fault.amount()));
        return () -> ground.heal(member);
    })),
    /** Every reply comes later, each by another time. */
    JITTER((ground, fault) -> ground.toPrimary(fault, member -> {
        member.network().jitter(Duration.ZERO, Duration.ofMillis(5L + 2L * fault.amount()), fault.amount());
        return () -> ground.heal(member);
    })),
    /** Replies break off in the middle, and the connection is reset. */
    REPLIES_HALVED((ground, fault) -> ground.toPrimary(fault, member -> {
        member.network().halfReply();
        return () -> ground.heal(member);
    })),
    /** Replies trickle. */
    SLOW_REPLIES((ground, fault) -> ground.toPrimary(fault, member -> {
        member.network().slowReplies(1_000 + 100 * fault.amount());
        return () -> ground.heal(member);
    })),
    /** Connections are gone for the server and alive for the client. */
    HALF_OPEN((ground, fault) -> ground.toPrimary(fault, member -> {
        member.network().halfOpen();
        return Ground.NOTHING;
    })),
    /** All connections to a member are reset, once. */
    RESET((ground, fault) -> {
        ground.member(fault).network().resetAll();
        return Ground.NOTHING;
    }),
    /** A member refuses new connections. */
    REFUSED((ground, fault) -> {
        ground.member(fault).network().refuse();
        return () -> ground.heal(ground.member(fault));
    }),
    /** The set has another name. */
    SET_RENAMED((ground, fault) -> {
        ground.set().rename("somebody-elses");
        return () -> ground.set().rename(Ground.NAME);
    }),
    /** A member is added, and removed at the end. */
    MEMBER_ADDED((ground, fault) -> {
        ScriptedMember fourth = ground.set().add();
        return () -> ground.remove(fourth);
    }),
    /** A member speaks a newer protocol. */
    UPGRADE((ground, fault) -> {
        ground.member(fault).wireVersions(0, 25);
        return () -> ground.member(fault).wireVersions(0, Ground.WIRE);
    }),
    /** A member speaks a protocol that the driver does not. */
    UPGRADE_TOO_FAR((ground, fault) -> {
        ground.member(fault).wireVersions(99, 99);
        return () -> ground.member(fault).wireVersions(0, Ground.WIRE);
    }),
    /** Some writes get an error that may be tried again. */
    WRITES_FAIL((ground, fault) -> ground.fails(
            FailCommand.on("insert", "update").times(1 + fault.amount()).error(11_602, "RetryableWriteError"))),
    /** Some writes are done and get a write concern error that may be tried again. */
    WRITE_CONCERN_FAILS((ground, fault) -> ground.fails(
            FailCommand.on("insert", "update").times(1 + fault.amount() / 10).writeConcernError(91))),
    /** Some commands end their connection. */
    COMMANDS_CLOSE((ground, fault) -> ground.fails(FailCommand.on("insert", "update", "find")
            .times(1 + fault.amount() / 10)
            .closeConnection())),
    /** Some writes are done, and their answers break off in the middle. */
    ANSWERS_CUT((ground, fault) -> ground.fails(
            FailCommand.on("insert", "update").times(1 + fault.amount() / 10).cutReply())),
    /** Some commands take their time. */
    COMMANDS_SLOW((ground, fault) -> ground.fails(FailCommand.on("insert", "update", "find")
            .times(1 + fault.amount())
            .delay(Duration.ofMillis(10L * fault.amount())))),
    /** The server behind the set stands still. */
    FROZEN((ground, fault) -> ground.freeze());

    private final Deed deed;

    FaultKind(Deed deed) {
        this.deed = deed;
    }

    /** Makes the fault; what heals it. */
    Runnable begin(Ground ground, PlannedFault fault) {
        return deed.begin(ground, fault);
    }

    /** How a fault begins. */
    private interface Deed {
        Runnable begin(Ground ground, PlannedFault fault);
    }
}
