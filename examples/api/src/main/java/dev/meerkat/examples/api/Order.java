package dev.meerkat.examples.api;

import dev.meerkat.model.annotation.Length;
import dev.meerkat.model.annotation.Matches;
import dev.meerkat.model.annotation.Max;
import dev.meerkat.model.annotation.Min;
import dev.meerkat.model.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * An order as it is stored. What the rules here forbid is told to the client path by path.
 *
 * @param id chosen by the client, so that the same request sent again makes no second order
 * @param item what was ordered
 * @param pieces how many
 * @param to where it goes
 */
record Order(
        @Required @Matches("^[A-Za-z0-9_-]{1,64}$") String id,
        @Required @Length(min = 1, max = 100) @Nullable String item,
        @Required @Min(1) @Max(1000) @Nullable Integer pieces,
        @Required @Nullable Address to) {}
