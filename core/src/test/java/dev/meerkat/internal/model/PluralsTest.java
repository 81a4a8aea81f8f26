package dev.meerkat.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contract I1: names of collections, as Mongoose 9 makes them. */
class PluralsTest {
    @ParameterizedTest
    @CsvSource({
        "User, users",
        "Log, logs",
        "Person, people",
        "Child, children",
        "Woman, women",
        "Human, humen",
        "Ox, oxen",
        "Box, boxes",
        "Axis, axes",
        "Octopus, octopi",
        "Alias, aliases",
        "Status, status",
        "Bus, buses",
        "Tomato, tomatoes",
        "Photo, photos",
        "Datum, data",
        "Analysis, analyses",
        "Wife, wives",
        "Half, halves",
        "Roof, roofs",
        "Hive, hives",
        "City, cities",
        "Day, days",
        "Query, queries",
        "Branch, branches",
        "Dish, dishes",
        "Matrix, matrixes",
        "Index, indexes",
        "Mouse, mice",
        "Knife, knives",
        "Quiz, quizzes",
        "Goose, geese",
        "Moose, moose",
        "Series, series",
        "Sheep, sheep",
        "News, news",
        "Media, media",
        "Users, users",
        "Room1, room1",
        "Process, processes",
        "Category, categories",
        "OrderItem, orderitems"
    })
    void aModelsCollectionIsItsNameInThePlural(String model, String collection) {
        assertThat(Plurals.of(model)).isEqualTo(collection);
    }
}
