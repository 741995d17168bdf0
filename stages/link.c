#include "stages/link.h"

#include <stdlib.h>

struct panel {
    struct arena arena;
    const struct lexicon *lexicon;
};

enum status link_open(const struct lexicon *lexicon, struct panel **panel) {
    *panel = calloc(1, sizeof **panel);
    if (!*panel)
        return STATUS_NO_MEMORY;
    (*panel)->lexicon = lexicon;
    return STATUS_OK;
}

void link_close(struct panel *panel) {
    if (!panel)
        return;
    arena_free(&panel->arena);
    free(panel);
}

enum status link_twin(struct panel *panel, struct report *report, bool *twin) {
    (void)panel, (void)report;
    *twin = false;
    return STATUS_OK;
}

enum status link_take(struct panel *panel, const struct report *report) {
    (void)panel, (void)report;
    return STATUS_OK;
}

enum status link_give(struct panel *panel, row_taker *take, void *context) {
    (void)panel, (void)take, (void)context;
    return STATUS_OK;
}
