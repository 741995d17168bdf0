/* What baogao asks of libxlsxwriter for its sheets, call by call: record_xlsx.c writes it down, bare_xlsx.c does the
 * same again and nothing else. Charts and the properties of the document are not in it. */
#ifndef BAOGAO_BENCH_XLSX_CALLS_H
#define BAOGAO_BENCH_XLSX_CALLS_H

#include <stdint.h>

enum call_kind {
    CALL_ADD_SHEET, /* text: its name; number: in constant memory */
    CALL_ADD_FORMAT,
    CALL_FORMAT_ALIGN,
    CALL_FORMAT_BOLD,
    CALL_FORMAT_FG_COLOR,
    CALL_FORMAT_FONT_COLOR,
    CALL_FORMAT_FONT_NAME,
    CALL_FORMAT_FONT_SIZE,
    CALL_FORMAT_INDENT,
    CALL_FORMAT_ITALIC,
    CALL_FORMAT_NUM_FORMAT,
    CALL_FORMAT_PATTERN,
    CALL_FORMAT_TEXT_WRAP,
    CALL_STRING,
    CALL_NUMBER,
    CALL_BOOLEAN,
    CALL_BLANK,
    CALL_URL,     /* text: the address; other: what the cell shows */
    CALL_COMMENT, /* number: width, number2: height, number3: font size */
    CALL_MERGE,
    CALL_ROW,
    CALL_COLUMN, /* number: width; flags: hidden 1, collapsed 2, level above */
    CALL_AUTOFILTER,
    CALL_FREEZE,
    CALL_IGNORE_ERRORS,
    CALL_AUTHOR,
    CALL_LANDSCAPE,
    CALL_PAPER,
    CALL_MARGINS,
    CALL_FIT,
    CALL_FOOTER,
    CALL_REPEAT_ROWS,
    CALL_REPEAT_COLUMNS,
    CALL_GRIDLINES,
    CALL_HIDE,
    CALL_ACTIVATE,
};

enum { NO_TEXT = UINT32_MAX, LEVEL_SHIFT = 2 };

/* In the file its two texts follow, each with its NUL, unless their size is NO_TEXT. */
struct call {
    uint8_t kind, flags;
    uint16_t sheet;  /* from 0, in the order they were added */
    uint16_t format; /* from 1, 0 for none */
    uint16_t column, last_column;
    uint32_t row, last_row;
    uint32_t text_size, other_size; /* without the NUL */
    double number, number2, number3, number4;
};

#endif
