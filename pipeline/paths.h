/* Opening paths of any length and printing names of any bytes. */
#ifndef BAOGAO_PIPELINE_PATHS_H
#define BAOGAO_PIPELINE_PATHS_H

#include "stages/model/arena.h"

/* open(2), by pieces where the path is longer than PATH_MAX; -1 and errno on failure. */
int path_open(const char *path, int flags);
/* A name as UTF-8: each byte that is none becomes U+FFFD. In `arena`; its start is NULL only where memory ran out. */
struct slice name_as_text(struct arena *arena, struct slice name);
/* A name on one line of a terminal: control characters as \n, \t, \x1B; NUL-terminated. NULL where memory ran out. */
const char *name_as_line(struct arena *arena, struct slice name);

#endif
