/* Preloaded into baogao by tests: before each lock of a mutex a thread waits a while that SHUFFLE_SEED decides, so that
 * every run has its threads meet in another order. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

static uint64_t next_number(void) {
    static _Thread_local uint64_t state;
    static uint64_t threads;
    if (!state) {
        const char *seed = getenv("SHUFFLE_SEED");
        state = (uint64_t)strtoull(seed ? seed : "1", NULL, 10) * 0x9E3779B97F4A7C15u +
                __atomic_add_fetch(&threads, 1, __ATOMIC_SEQ_CST);
    }
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

int pthread_mutex_lock(pthread_mutex_t *mutex) {
    static int (*real)(pthread_mutex_t *);
    int (*lock)(pthread_mutex_t *) = __atomic_load_n(&real, __ATOMIC_ACQUIRE);
    if (!lock) {
        lock = (int (*)(pthread_mutex_t *))dlsym(RTLD_NEXT, "pthread_mutex_lock");
        __atomic_store_n(&real, lock, __ATOMIC_RELEASE);
    }
    uint64_t number = next_number();
    if (number % 4 == 0)
        sched_yield();
    else if (number % 4 == 1)
        nanosleep(&(struct timespec){.tv_nsec = (long)(number >> 8) % 300000}, NULL);
    return lock(mutex);
}
