/* Whether anything could come of a list in running text, seen from the words its names could end with: most of what a
 * verb governs there is no project, and need not be read to the end. Says yes where it is not sure. */
#include "stages/model/lexicon.h"
#include "stages/projects/project_cutting.h"

/* Whether a name that ends here could be one of a project. What may be cut off behind the name (年内, 12处) hides its
 * head, and so may a bracket (总投资35亿元). */
static bool could_end(const struct cutting *cutting, struct span span, bool works_only) {
    if (span.end <= span.start)
        return false;
    size_t last = span.end;
    uint32_t code = slice_previous(cutting->text, &last);
    uint32_t ends = lexicon_beginning(cutting->lexicon, TRIE_BACKWARD, code);
    if (code == 0x201D || code == 0xFF09 || code == ')') /* ” ） */
        return true;
    if ((ends & (LEXICON_BIT(LEXICON_PROJECT_PHASES) | LEXICON_BIT(LEXICON_PROJECT_HEADS))) &&
        project_may_have_head(cutting->lexicon, cutting_text(cutting, span), works_only))
        return true;
    return cutting_without_figures(cutting, span).end < span.end;
}

/* Whether a member before 和 or 及 in a piece could be one. */
static bool could_join(const struct cutting *cutting, struct span piece, bool works_only) {
    size_t behind;
    for (size_t at; (at = cutting_find_conjunction(cutting, piece, &behind)) != SIZE_MAX; piece.start = behind) {
        struct span left = {piece.start, at};
        if (could_end(cutting, left, works_only) || could_end(cutting, cutting_without_tail(cutting, left), works_only))
            return true;
    }
    return false;
}

bool cutting_has_prospects(const struct cutting *cutting, enum verb_strength strength) {
    const struct list_group *group = cutting->group;
    if (strength == VERB_FIRM || cutting->marks.etc || cutting->places.end > cutting->places.start)
        return true;
    bool governed = group->before.end > group->before.start || group->behind.end > group->behind.start;
    bool works_only = governed && strength <= VERB_SOFT && group->count == 1 && !cutting->marks.joins;
    for (size_t i = 0; i < group->count; i++) {
        struct span piece = cutting->list->items.items[group->first + i].span, end = piece;
        if (i + 1 == group->count)
            end = cutting_without_tail(cutting, piece);
        bool bare = slice_characters(cutting_text(cutting, end)) < 2;
        if (could_end(cutting, end, works_only) || could_join(cutting, piece, works_only) ||
            ((bare || cutting->marks.joins) && could_end(cutting, piece, works_only)))
            return true;
    }
    return false;
}
