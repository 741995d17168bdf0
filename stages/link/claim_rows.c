/* Prints what one report says for the panel as rows by schemas/claims.json. */
#include "stages/link/panel.h"
#include "stages/model/regions.h"

struct claim_row {
    struct slice cells[MOST_COLUMNS];
    char numbers[MOST_COLUMNS][DECIMAL_TEXT_BYTES];
};

static void put_decimal(struct claim_row *row, int column, struct decimal value) {
    row->cells[column] = decimal_print(value, row->numbers[column]);
}

static void put_strength(struct claim_row *row, int column, const struct link_claim *claim, enum claim_lack lack) {
    row->cells[column] = claim->rank & lack ? SLICE("false") : SLICE("true");
}

static enum status give_claim(const struct link_claims *claims, const struct region_names *names,
                              const struct link_claim *claim, row_taker *take, void *context) {
    struct claim_row row = {.cells = {
                                [CLAIMS_DOCUMENT] = claims->document,
                                [CLAIMS_REGION_CODE] = claims->region_code,
                                [CLAIMS_REGION] = claims->region,
                                [CLAIMS_REGION_LEVEL] = slice_from_string(region_level_words[claims->region_level]),
                                [CLAIMS_PROVINCE] = names->province,
                                [CLAIMS_PREFECTURE] = names->prefecture,
                                [CLAIMS_INDICATOR_CODE] = claim->indicator_code,
                                [CLAIMS_KIND] = slice_from_string(target_kind_words[claim->kind]),
                                [CLAIMS_COMPARATOR] = slice_from_string(comparator_words[claim->comparator]),
                                [CLAIMS_PRINTED] = claim->printed,
                            }};
    put_decimal(&row, CLAIMS_TARGET, decimal_from_integer(claim->row));
    put_decimal(&row, CLAIMS_YEAR, decimal_from_integer(claim->year));
    put_decimal(&row, CLAIMS_VALUE, claim->value);
    put_decimal(&row, CLAIMS_VALUE2, claim->value2);
    put_decimal(&row, CLAIMS_CONFIDENCE, claim->confidence);
    put_strength(&row, CLAIMS_OWN_REPORT, claim, LACKS_OWN_REPORT);
    put_strength(&row, CLAIMS_EXACT, claim, LACKS_EXACT);
    put_strength(&row, CLAIMS_HEADLINE, claim, LACKS_HEADLINE);
    put_strength(&row, CLAIMS_WHOLE, claim, LACKS_WHOLE);
    return take(context, TABLE_CLAIMS, row.cells);
}

enum status link_give_claims(const struct lexicon *lexicon, const struct link_claims *claims, row_taker *take,
                             void *context) {
    struct region_names names = {0};
    enum status status = STATUS_OK;
    if (claims->items.count)
        names = region_names_of(lexicon, claims->region_code, claims->region);
    for (size_t i = 0; i < claims->items.count && status == STATUS_OK; i++)
        if (claims->items.items[i].year)
            status = give_claim(claims, &names, &claims->items.items[i], take, context);
    return status;
}
