/* A thread that waits for the signals: no handler, hence no global and nothing that a handler may not call. */
#include "pipeline/interruption.h"

#include <signal.h>
#include <unistd.h>

#include "pipeline/options.h"

/* What interruption_end wakes the thread with: cancelling it would leave it no time to tidy up. */
enum { WAKING_SIGNAL = SIGUSR1 };

/* But for those that whoever started the program has it ignore: nohup. */
static sigset_t watched_signals(void) {
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, WAKING_SIGNAL);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct sigaction action;
        if (sigaction(numbers[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(&signals, numbers[i]);
    }
    return signals;
}

static void *wait_for_signal(void *context) {
    struct interruption *interruption = context;
    sigset_t signals = watched_signals();
    for (int number; !atomic_load(&interruption->ended) && sigwait(&signals, &number) == 0;)
        if (number != WAKING_SIGNAL && output_abandon(interruption->set, true))
            _exit(EXIT_SIGNAL + number);
    return NULL; /* all is in place already, and the run ends as it would have */
}

void interruption_watch(struct interruption *interruption, struct output_set *set) {
    sigset_t signals = watched_signals();
    interruption->set = set;
    atomic_init(&interruption->ended, false);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    interruption->watching = pthread_create(&interruption->thread, NULL, wait_for_signal, interruption) == 0;
    if (!interruption->watching)
        pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
}

void interruption_end(struct interruption *interruption) {
    if (!interruption->watching)
        return;
    atomic_store(&interruption->ended, true);
    pthread_kill(interruption->thread, WAKING_SIGNAL);
    pthread_join(interruption->thread, NULL);
}
