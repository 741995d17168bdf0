/* At build time: asks OpenCC for the simplified form of every CJK ideograph and prints them as a C table, which
 * variants.h describes. */
#include <opencc/opencc.h>
#include <stdio.h>
#include <stdlib.h>

#include "stages/model/variants.h"

int main(void) {
    opencc_t converter = opencc_open("t2s.json");
    if (converter == (opencc_t)-1) {
        fprintf(stderr, "make_variants: %s\n", opencc_error());
        return 1;
    }
    printf("#include \"stages/model/variants.h\"\n\nconst uint16_t simplified_forms[] = {");
    for (uint32_t code = FIRST_IDEOGRAPH; code <= LAST_IDEOGRAPH; code++) {
        char bytes[4];
        size_t size = utf8_write(code, bytes), at = 0;
        char *converted = opencc_convert_utf8(converter, bytes, size);
        if (!converted) {
            fprintf(stderr, "make_variants: %s\n", opencc_error());
            return 1;
        }
        uint32_t simple = slice_next(slice_from_string(converted), &at);
        printf("%s0x%X,", code % 16 == 0 ? "\n    " : " ", simple < 0x10000 && simple != 0xFFFD ? simple : code);
        opencc_convert_utf8_free(converted);
    }
    printf("\n};\n");
    opencc_close(converter);
    return 0;
}
