/* Takes the layout away and keeps the way back.
 *
 * Reads `source`. Leaves `text`, made of paragraphs with a line feed after each; `map`, from each byte of the text to
 * the source; `paragraphs`; `furniture`, which is all of the source that no paragraph holds, so that nothing is lost;
 * document.lines_dropped (lines taken out whole as mark or chrome) and document.partial (a mark says that the report
 * began or goes on elsewhere: 上接1版, 下转3版).
 *
 * Out go converters' marks ([bookmark: …], tags, ** of Markdown), marks of footnotes, bullets, jump marks and page
 * numbers, the chrome of web pages before the report and after it (furniture.csv), control and invisible characters,
 * spaces that only layout put in. A line end that is written out (\r\n, <br>) ends a line, and so does a wide gap
 * between two paragraphs. A space stays where it keeps words, numbers or a label apart (第一章 总则, 2025 2026); digits
 * that spaces set apart stand together. Entities (&mdash;), full-width digits, letters, ％ and the ．of a number become
 * plain, as do radicals, small and vertical forms; a year of mixed signs (二00六年) becomes one of digits. Other
 * Chinese punctuation stays as written, with ＋－／～ for the grammars. Lines that a column or page break cut are
 * joined where widths, endings and labels say so. A line that begins with a tab stays a paragraph of its own, an empty
 * one too (an empty cell).
 *
 * Time and memory are linear in the source. Input never fails; STATUS_NO_MEMORY alone does. */
#ifndef BAOGAO_STAGES_CLEAN_H
#define BAOGAO_STAGES_CLEAN_H

#include "stages/model/report.h"

enum status stage_clean(struct report *report);

#endif
