/* Hashes the cells sheet by sheet, a NUL behind each. */
#include "stages/model/lexicon_hash.h"

void lexicon_hash(const struct lexicon *lexicon, char out[SHA256_TEXT_BYTES]) {
    struct sha256 hash;
    sha256_begin(&hash);
    for (enum lexicon_name name = 0; name < LEXICONS; name++) {
        const struct lexicon_sheet *sheet = &lexicon->sheets[name];
        size_t count = (size_t)sheet->rows * sheet->columns;
        for (size_t i = 0; i < count; i++) {
            const struct lexicon_text *cell = &lexicon->cells[sheet->first_cell + i];
            sha256_add(&hash, (struct slice){lexicon->bytes + cell->start, (size_t)cell->size + 1});
        }
    }
    sha256_end(&hash, out);
}
