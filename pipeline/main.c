/* First step only: baogao OUT_DIR FILE... writes the tables as CSV. */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/lexicon.h"
#include "pipeline/stages.h"
#include "stages/rows.h"

static FILE *files[TABLES];

static enum status take(void *context, enum table_name table, const struct slice *cells) {
    (void)context;
    for (size_t i = 0; i < tables[table].column_count; i++) {
        if (i)
            fputc(',', files[table]);
        csv_fwrite(files[table], cells[i].size ? cells[i].start : "", cells[i].size);
    }
    fputs("\r\n", files[table]);
    return STATUS_OK;
}

int main(int argc, char **argv) {
    struct lexicon *lexicon;
    char message[512];
    if (argc < 3 || lexicon_open(NULL, &lexicon, message, sizeof message) != STATUS_OK)
        return 2;
    for (size_t t = 0; t < TABLES; t++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s.csv", argv[1], tables[t].name);
        files[t] = fopen(path, "wb");
        if (!files[t])
            return 3;
        for (size_t i = 0; i < tables[t].column_count; i++)
            fprintf(files[t], "%s%s", i ? "," : "", tables[t].columns[i].name);
        fputs("\r\n", files[t]);
    }
    for (int i = 2; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        static char bytes[1 << 24];
        struct report report = {.lexicon = lexicon, .bytes = {bytes, fread(bytes, 1, sizeof bytes, file)}};
        const char *slash = strrchr(argv[i], '/');
        report.document.name = slice_from_string(slash ? slash + 1 : argv[i]);
        fclose(file);
        stages_run(&report, NULL);
        for (size_t t = 0; t < TABLES; t++)
            rows_give(&report, (enum table_name)t, take, NULL);
        arena_free(&report.arena);
    }
    for (size_t t = 0; t < TABLES; t++)
        fclose(files[t]);
    lexicon_free(lexicon);
    return 0;
}
