/* convert --stream: a process that lives long, takes documents framed on standard input (pipeline/frames.h) and answers
 * each on standard output with its rows. What fails stays with its document. Memory does not grow from one to the next.
 *
 * A frame: the fields document (its key), title, region, year, report_type (what is given of it, as by --meta; each may
 * be left out) and last bytes, the document. Before the first answer stands a greeting: the fields baogao (the
 * version), lexicon (its hash), options, the rows of indicators, end. An answer: fields named as tables, each with
 * whole rows of it in the run's format, without a header row; a table may come in several fields. Then end:
 * `converted`, `failed` where a document of the frame was not (a row of diagnostics says why), or `left_out`: the name
 * is no report's.
 *
 * Beside the tables of convert an answer has claims and texts, for whoever makes the panel of many answers; the panel,
 * and what is known of twins, are of all reports and so in no answer. */
#ifndef BAOGAO_PIPELINE_STREAM_H
#define BAOGAO_PIPELINE_STREAM_H

#include "pipeline/messages.h"

/* Converts what comes until standard input ends; gives the exit status. `run` has no inputs, and one writing that is
 * not opened, of a format that is text: how rows look. */
int stream_convert(const struct run *run, const struct inputs_search *search, struct messages *messages);

#endif
