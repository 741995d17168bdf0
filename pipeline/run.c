/* A ring of places, one a report under way. Any thread takes the next input and leaves its report in its place; the
 * first thread delivers them in input order, and takes inputs itself while the next report is not ready. The ring
 * bounds what is held in memory, however many files there are and however slow one is. */
#include "pipeline/run.h"

#include <pthread.h>
#include <stdlib.h>

#include "pipeline/run_deliver.h"

/* Reports under way and those that wait for an earlier one hold memory: beyond so much for each thread, none is taken
 * but one a thread. A long queue before a slow first thread would gain nothing. Until a report is ready it counts as so
 * many bytes for each of its file. */
enum { PLACES_A_THREAD = 4, MOST_HELD_BYTES_A_THREAD = 7 << 19, MOST_HELD_BYTES_SLOW = 7 << 18, HELD_BYTES_A_BYTE = 7 };

/* A report under way. */
struct place_of_report {
    struct run_report one;
    size_t held_bytes; /* what it holds, or is expected to */
    bool ready;        /* under the ring's lock; the rest belongs to the thread that converts, then to the first */
};

struct ring {
    struct run *run;
    struct delivery delivery;
    struct place_of_report *places;
    size_t place_count;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t taken, delivered; /* inputs */
    size_t held_bytes;       /* of all reports that were taken and not delivered yet */
    size_t most_held_bytes;
    struct arena *spare; /* emptied ones: memory once had from the system serves report after report */
    size_t spare_count;
    bool stopped;
};

static void hold(struct ring *ring, struct place_of_report *place, size_t bytes) {
    ring->held_bytes = ring->held_bytes - place->held_bytes + bytes;
    place->held_bytes = bytes;
}

/* What the report of an input is going to hold; next to nothing where it is too large to be read. */
static size_t expected_bytes(const struct ring *ring, size_t number) {
    size_t bytes = ring->run->inputs->items.items[number].bytes;
    return bytes > ring->run->most_bytes || bytes > SIZE_MAX / 2 / HELD_BYTES_A_BYTE ? 0 : bytes * HELD_BYTES_A_BYTE;
}

/* Under the lock: the next input, with memory for its report. */
static size_t take_input(struct ring *ring) {
    size_t number = ring->taken++;
    struct place_of_report *place = &ring->places[number % ring->place_count];
    place->one.report.arena = ring->spare_count ? ring->spare[--ring->spare_count] : (struct arena){0};
    hold(ring, place, expected_bytes(ring, number));
    return number;
}

static void work_on(struct ring *ring, size_t number, struct thread_memory *memory) {
    struct place_of_report *place = &ring->places[number % ring->place_count];
    run_report_convert(ring->run, &ring->run->inputs->items.items[number], &place->one, memory);
    pthread_mutex_lock(&ring->lock);
    place->ready = true;
    hold(ring, place, place->one.report.arena.used_bytes);
    pthread_cond_broadcast(&ring->changed);
    pthread_mutex_unlock(&ring->lock);
}

static bool may_take(const struct ring *ring) {
    size_t ahead = ring->taken - ring->delivered;
    if (ring->taken == ring->run->inputs->items.count || ahead == ring->place_count)
        return false;
    return ahead < ring->run->threads || ring->held_bytes + expected_bytes(ring, ring->taken) <= ring->most_held_bytes;
}

static void *work(void *context) {
    struct ring *ring = context;
    struct thread_memory memory = {0};
    for (;;) {
        pthread_mutex_lock(&ring->lock);
        while (!ring->stopped && !may_take(ring) && ring->taken < ring->run->inputs->items.count)
            pthread_cond_wait(&ring->changed, &ring->lock);
        bool ends = ring->stopped || ring->taken == ring->run->inputs->items.count;
        size_t number = ends ? 0 : take_input(ring);
        pthread_mutex_unlock(&ring->lock);
        if (ends)
            break;
        work_on(ring, number, &memory);
    }
    thread_memory_free(&memory);
    return NULL;
}

static enum status deliver(struct ring *ring, size_t number) {
    struct run *run = ring->run;
    struct place_of_report *place = &ring->places[number % ring->place_count];
    enum status status = delivery_report(&ring->delivery, &run->inputs->items.items[number], &place->one);
    arena_free(&place->one.report.scratch);
    arena_empty(&place->one.report.arena);
    pthread_mutex_lock(&ring->lock);
    if (ring->spare_count < run->threads)
        ring->spare[ring->spare_count++] = place->one.report.arena;
    else
        arena_free(&place->one.report.arena);
    place->one.report.arena = (struct arena){0};
    place->ready = false;
    hold(ring, place, 0);
    ring->delivered++;
    ring->stopped = status != STATUS_OK;
    pthread_cond_broadcast(&ring->changed);
    pthread_mutex_unlock(&ring->lock);
    return status;
}

/* What the first thread does next: deliver, or convert an input itself. */
static enum status deliver_all(struct ring *ring) {
    enum status status = STATUS_OK;
    struct thread_memory memory = {0};
    while (status == STATUS_OK && ring->delivered < ring->run->inputs->items.count) {
        pthread_mutex_lock(&ring->lock);
        const struct place_of_report *next = &ring->places[ring->delivered % ring->place_count];
        while (!next->ready && !may_take(ring))
            pthread_cond_wait(&ring->changed, &ring->lock);
        bool ready = next->ready;
        size_t number = ready ? ring->delivered : take_input(ring);
        pthread_mutex_unlock(&ring->lock);
        if (ready)
            status = deliver(ring, number);
        else
            work_on(ring, number, &memory);
    }
    thread_memory_free(&memory);
    return status;
}

static enum status run_threads(struct ring *ring) {
    size_t more = ring->run->threads - 1, started = 0;
    pthread_t *threads = calloc(more ? more : 1, sizeof *threads);
    if (!threads)
        return STATUS_NO_MEMORY;
    /* Where the system has no further thread, fewer do the same. */
    while (started < more && pthread_create(&threads[started], NULL, work, ring) == 0)
        started++;
    enum status status = deliver_all(ring);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    free(threads);
    return status;
}

static enum status close_writings(struct run *run, size_t opened, enum status status) {
    for (size_t i = 0; i < opened; i++) {
        enum status closed = run->writings[i].writer->close(&run->writings[i], status == STATUS_OK);
        if (status == STATUS_OK && closed != STATUS_OK) {
            status = closed;
            run->failed_writing = i;
        }
    }
    return status;
}

static size_t most_held_bytes(const struct run *run) {
    size_t most = MOST_HELD_BYTES_A_THREAD;
    for (size_t i = 0; i < run->writing_count; i++)
        if (!run->writings[i].writer->format)
            most = MOST_HELD_BYTES_SLOW;
    return most * run->threads;
}

enum status run_convert(struct run *run) {
    struct ring ring = {
        .run = run, .place_count = run->threads * PLACES_A_THREAD, .most_held_bytes = most_held_bytes(run)};
    enum status status = STATUS_OK;
    size_t opened = 0;
    while (status == STATUS_OK && opened < run->writing_count) {
        run->failed_writing = opened;
        status = run->writings[opened].writer->open(&run->writings[opened]);
        opened++;
    }
    if (status == STATUS_OK)
        status = delivery_open(&ring.delivery, run);
    ring.places = calloc(ring.place_count, sizeof *ring.places);
    ring.spare = calloc(run->threads, sizeof *ring.spare);
    if (status == STATUS_OK && (!ring.places || !ring.spare))
        status = STATUS_NO_MEMORY;
    pthread_mutex_init(&ring.lock, NULL);
    pthread_cond_init(&ring.changed, NULL);
    if (status == STATUS_OK)
        status = run_threads(&ring);
    for (size_t i = 0; ring.places && i < ring.place_count; i++)
        arena_free(&ring.places[i].one.report.arena);
    while (ring.spare_count)
        arena_free(&ring.spare[--ring.spare_count]);
    pthread_cond_destroy(&ring.changed);
    pthread_mutex_destroy(&ring.lock);
    free(ring.places);
    free(ring.spare);
    if (status == STATUS_OK)
        status = delivery_end(&ring.delivery);
    delivery_close(&ring.delivery);
    return close_writings(run, opened, status);
}
