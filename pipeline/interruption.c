/* A thread that waits for the signals: no handler, hence no global and nothing that a handler may not call. */
#include "pipeline/interruption.h"

#include <signal.h>
#include <unistd.h>

#include "pipeline/options.h"

/* But for those that whoever started the program has it ignore: nohup. */
static sigset_t watched_signals(void) {
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    sigset_t signals;
    sigemptyset(&signals);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct sigaction action;
        if (sigaction(numbers[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(&signals, numbers[i]);
    }
    return signals;
}

static void *wait_for_signal(void *context) {
    sigset_t signals = watched_signals();
    for (int number; sigwait(&signals, &number) == 0;)
        if (output_abandon(context, true)) /* else all is in place already, and the run ends as it would have */
            _exit(EXIT_SIGNAL + number);
    return NULL;
}

void interruption_watch(struct interruption *interruption, struct output_set *set) {
    sigset_t signals = watched_signals();
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    interruption->watching = pthread_create(&interruption->thread, NULL, wait_for_signal, set) == 0;
    if (!interruption->watching)
        pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
}

void interruption_end(struct interruption *interruption) {
    if (!interruption->watching)
        return;
    pthread_cancel(interruption->thread);
    pthread_join(interruption->thread, NULL);
}
