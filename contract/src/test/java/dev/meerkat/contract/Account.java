package dev.meerkat.contract;

import dev.meerkat.model.annotation.Version;
import org.bson.types.ObjectId;

/** A class with a version, and a property that is computed anew each time. */
public final class Account {
    private ObjectId id;
    private String owner;
    private int balance;

    @Version
    private Long version;

    static Account of(String owner) {
        Account made = new Account();
        made.owner = owner;
        made.balance = 1_000;
        return made;
    }

    public ObjectId getId() {
        return id;
    }

    public void setId(ObjectId id) {
        this.id = id;
    }

    public String getOwner() {
        return owner;
    }

    public void setOwner(String owner) {
        this.owner = owner;
    }

    public int getBalance() {
        return balance;
    }

    public void setBalance(int balance) {
        this.balance = balance;
    }

    public Long getVersion() {
        return version;
    }

    public void setVersion(Long version) {
        this.version = version;
    }

    public String getSummary() {
        return owner + ": " + balance;
    }
}
