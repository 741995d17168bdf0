/* A main for the fuzz harness where no libFuzzer is: reads one file, or standard input, and gives it to the target. For
 * looking at one kept input under gdb or valgrind. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LARGEST_INPUT_BYTES = 1 << 20 };

int main(int count, char **arguments) {
    FILE *file = count > 1 ? fopen(arguments[1], "rb") : stdin;
    if (!file)
        return EXIT_FAILURE;
    uint8_t *data = malloc(LARGEST_INPUT_BYTES);
    if (!data)
        return EXIT_FAILURE;
    size_t size = fread(data, 1, LARGEST_INPUT_BYTES, file);
    fclose(file);
    LLVMFuzzerTestOneInput(data, size);
    free(data);
    return EXIT_SUCCESS;
}
