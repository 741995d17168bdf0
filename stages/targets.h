/* Targets: every measured quantity with its indicator, measure, comparator, verb and quote.
 *
 * Reads quantities of class QUANTITY_MEASURED, the cells and the outline; leaves report->targets in the order of the
 * text, then has period.h date them and catalogue.h name them. Words of `flags`, each something a reader should check:
 *   indicator_weak     no noun was found for the number, or only the topic of the sentence
 *   subject_inherited  the indicator stands in a clause before (…67665亿元，增长5.5%)
 *   shared_parts       a shared head or tail was given back (城镇和农村…分别增长5.5%、7%)
 *   unit_unknown       the unit is in no lexicon */
#ifndef BAOGAO_STAGES_TARGETS_H
#define BAOGAO_STAGES_TARGETS_H

#include "stages/model/report.h"

enum status stage_targets(struct report *report);

/* What the words around a place of the text say of it: whether it is promised or achieved, and of which year. */
struct dated {
    enum target_kind kind;
    int32_t sum; /* of the evidence of EVIDENCE_KIND; 0 where nothing tells */
    int year;    /* that its sentence names before it; 0: none, or several */
};

/* Reads the course of the report, in its scratch; NULL where memory ran out. */
struct dating *dating_open(struct report *report);
/* What holds at a byte of the text. Asked for in the order of the text. */
enum status dating_read_place(struct dating *dating, size_t text_offset, struct dated *dated);

#endif
