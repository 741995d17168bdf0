/* Puts deflated rows into the sheets of a package that libxlsxwriter made without them. */
#ifndef BAOGAO_STAGES_WORKBOOK_SPLICE_H
#define BAOGAO_STAGES_WORKBOOK_SPLICE_H

#include "stages/model/status.h"
#include "stages/write/workbook_deflate.h"

/* By sheet, from 1: what goes behind its last row; NULL for nothing. */
struct sheet_parts {
    const struct deflated **items;
    size_t count;
};

/* Makes the package at `path` anew, with the rows in it. Where that fails, `*problem` says why, and what is at `path`
 * is no package. */
enum status package_splice(const char *path, const struct sheet_parts *parts, const char **problem);

#endif
