package dev.meerkat.examples.api;

import org.jspecify.annotations.Nullable;

/** An order as a client sends it: its id is in the address. */
record OrderBody(
        @Nullable String item,
        @Nullable Integer pieces,
        @Nullable Address to) {
    Order order(String id) {
        return new Order(id, item, pieces, to);
    }
}
