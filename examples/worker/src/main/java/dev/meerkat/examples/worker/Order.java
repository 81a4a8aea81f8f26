package dev.meerkat.examples.worker;

import dev.meerkat.model.annotation.Min;
import dev.meerkat.model.annotation.Required;

/**
 * An order as it came. Its id is the message's, so that one message makes one document however often it comes.
 *
 * @param id the message's id
 * @param item what was ordered
 * @param pieces how many
 */
record Order(
        @Required String id, @Required String item, @Min(1) int pieces) {}
