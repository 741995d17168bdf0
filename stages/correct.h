/* Puts in what a reader corrected (report->corrections) after all else was decided: rows found wrong go away, fields
 * that were amended have the reader's word, and both these and rows found right are marked as corrected.
 *
 * A correction finds its row by line, column and the words there. Where they stand elsewhere by now (a paragraph was
 * added above), it takes the one row with these words, or of several the nearest in line; one that finds none becomes a
 * diagnostic (correction_unused), as does one whose field or value cannot be (correction_unknown).
 *
 * What an amendment does not say is not guessed: an amended indicator loses its code unless indicator_code is amended
 * too, an amended unit its base unit.
 *
 * Work is linear in rows and corrections, but for corrections whose place has changed: each looks at every row. */
#ifndef BAOGAO_STAGES_CORRECT_H
#define BAOGAO_STAGES_CORRECT_H

#include "stages/model/report.h"

enum status stage_correct(struct report *report);

#endif
