/* Reads the weights from the sheets of the lexicon, adds up what holds, and reads a sum's confidence. Whole numbers
 * only, so that a sum is the same on every machine. Knows no table's meaning. */
#include "stages/model/evidence.h"

#include <stdio.h>

#include "stages/model/decimal.h"
#include "stages/model/lexicon.h"

/* The columns of every evidence_*.csv: the build sees to it that they are these. */
enum { COLUMN_NAME, COLUMN_WEIGHT, COLUMN_EXAMPLE, COLUMN_RIGHT, COLUMN_SAYS };

static enum status fail(const char *file, size_t row, const char *what, char *message, size_t message_size) {
    snprintf(message, message_size, "%s.csv:%zu: %s", file, row + 2, what); /* behind the header row */
    return STATUS_INPUT;
}

/* A decimal times 10^power; false where the text is none, has more digits or is beyond a million. */
static bool read_number(struct slice text, int power, int32_t *number) {
    struct decimal value = decimal_from_text(text);
    int64_t digits = value.digits;
    if (!value.known || value.scale > power)
        return false;
    for (int places = power - value.scale; places > 0 && digits < INT32_MAX && digits > INT32_MIN; places--)
        digits *= 10;
    *number = (int32_t)digits;
    return digits < 1000000 && digits > -1000000;
}

struct slice evidence_name(enum evidence_table table, unsigned name) {
    return slice_from_string(evidence_tables[table].names[name]);
}

/* The number of the evidence of this name; most files have their lines in the order of the build's, where `guess` is
 * right. SIZE_MAX where there is none. */
static size_t number_of(enum evidence_table table, struct slice name, size_t guess) {
    size_t count = evidence_tables[table].count;
    if (guess < count && slice_equal(evidence_name(table, (unsigned)guess), name))
        return guess;
    for (size_t i = 0; i < count; i++)
        if (slice_equal(evidence_name(table, (unsigned)i), name))
            return i;
    return SIZE_MAX;
}

static enum status weigh_table(struct lexicon *lexicon, enum evidence_table table, char *message, size_t message_size) {
    enum lexicon_name sheet = evidence_tables[table].lexicon;
    const char *file = lexicon_sources[sheet].name;
    for (size_t row = 0; row < lexicon_rows(lexicon, sheet); row++) {
        size_t number = number_of(table, lexicon_cell(lexicon, sheet, row, COLUMN_NAME), row);
        if (number == SIZE_MAX)
            return fail(file, row, "this version knows no evidence of that name", message, message_size);
        if (!read_number(lexicon_cell(lexicon, sheet, row, COLUMN_WEIGHT), 3,
                         &lexicon->evidence[table].weights[number]))
            return fail(file, row, "the weight is no number of at most three decimals", message, message_size);
    }
    return STATUS_OK;
}

static enum status read_step(struct lexicon *lexicon, size_t row, char *message, size_t message_size) {
    const char *file = lexicon_sources[LEXICON_CONFIDENCE].name;
    struct slice name = lexicon_cell(lexicon, LEXICON_CONFIDENCE, row, CONFIDENCE_EVIDENCE_TABLE);
    size_t table = 0;
    while (table < EVIDENCE_TABLES && !slice_equal(name, slice_from_string(evidence_tables[table].name)))
        table++;
    if (table == EVIDENCE_TABLES)
        return fail(file, row, "there is no evidence of that table", message, message_size);
    struct evidence_weights *weights = &lexicon->evidence[table];
    struct evidence_step step;
    if (!read_number(lexicon_cell(lexicon, LEXICON_CONFIDENCE, row, CONFIDENCE_SUM), 3, &step.sum) ||
        !read_number(lexicon_cell(lexicon, LEXICON_CONFIDENCE, row, CONFIDENCE_CONFIDENCE), 2, &step.confidence) ||
        step.confidence < 0 || step.confidence > CONFIDENCE_ONE)
        return fail(file, row, "sum and confidence are numbers such as -1.250 and 0.47", message, message_size);
    if (weights->step_count && step.sum <= weights->steps[weights->step_count - 1].sum)
        weights->step_count = 0; /* a table that begins again takes the place of the one before */
    if (weights->step_count == CONFIDENCE_MOST_STEPS)
        return fail(file, row, "too many lines for one table", message, message_size);
    weights->steps[weights->step_count++] = step;
    return STATUS_OK;
}

enum status evidence_weigh(struct lexicon *lexicon, char *message, size_t message_size) {
    enum status status = STATUS_OK;
    for (int table = 0; table < EVIDENCE_TABLES && status == STATUS_OK; table++) {
        lexicon->evidence[table] = (struct evidence_weights){.step_count = 0};
        status = weigh_table(lexicon, (enum evidence_table)table, message, message_size);
    }
    for (size_t row = 0; row < lexicon_rows(lexicon, LEXICON_CONFIDENCE) && status == STATUS_OK; row++)
        status = read_step(lexicon, row, message, message_size);
    return status;
}

int32_t evidence_weight(const struct lexicon *lexicon, enum evidence_table table, unsigned name) {
    return lexicon->evidence[table].weights[name];
}

struct slice evidence_words(const struct lexicon *lexicon, enum evidence_table table, unsigned name) {
    return lexicon_cell(lexicon, evidence_tables[table].lexicon, name, COLUMN_SAYS);
}

/* The number of the lowest bit that is set; one is. */
static unsigned lowest_bit(uint64_t bits) {
#if defined(__GNUC__)
    return (unsigned)__builtin_ctzll(bits);
#else
    unsigned number = 0;
    for (; !(bits & 1); bits >>= 1)
        number++;
    return number;
#endif
}

int32_t evidence_sum(const struct lexicon *lexicon, enum evidence_table table, const struct evidence_facts *facts) {
    const int32_t *weights = lexicon->evidence[table].weights;
    struct evidence_facts held = *facts;
    int32_t sum = 0;
    evidence_add(&held, evidence_tables[table].always);
    for (unsigned first = 0; first < EVIDENCE_MOST; first += 64)
        for (uint64_t bits = held.bits[first / 64]; bits; bits &= bits - 1)
            sum += weights[first + lowest_bit(bits)];
    return sum;
}

int evidence_confidence(const struct lexicon *lexicon, enum evidence_table table, int32_t sum) {
    const struct evidence_weights *weights = &lexicon->evidence[table];
    size_t count = weights->step_count, behind = 0;
    while (behind < count && weights->steps[behind].sum <= sum)
        behind++;
    if (count == 0 || behind == 0)
        return count ? weights->steps[0].confidence : 0;
    struct evidence_step one = weights->steps[behind - 1];
    if (behind == count)
        return one.confidence;
    struct evidence_step other = weights->steps[behind];
    int64_t way = (int64_t)(sum - one.sum) * (other.confidence - one.confidence);
    return one.confidence + (int)(way / (other.sum - one.sum));
}

static int32_t size_of(int32_t weight) {
    return weight < 0 ? -weight : weight;
}

/* Puts a piece behind those of `names` that count no less; gives how many there are now, no more than `most`. */
static size_t put_among_strongest(const int32_t *weights, unsigned name, unsigned *names, size_t count, size_t most) {
    size_t at = count;
    while (at > 0 && size_of(weights[names[at - 1]]) < size_of(weights[name]))
        at--;
    if (at == most)
        return count;
    count += count < most;
    for (size_t later = count - 1; later > at; later--)
        names[later] = names[later - 1];
    names[at] = name;
    return count;
}

size_t evidence_strongest(const struct lexicon *lexicon, enum evidence_table table, const struct evidence_facts *facts,
                          unsigned *names, size_t most) {
    const int32_t *weights = lexicon->evidence[table].weights;
    size_t count = 0;
    for (unsigned first = 0; first < EVIDENCE_MOST; first += 64)
        for (uint64_t bits = facts->bits[first / 64]; bits; bits &= bits - 1) {
            unsigned name = first + lowest_bit(bits);
            if (weights[name] && name != evidence_tables[table].always)
                count = put_among_strongest(weights, name, names, count, most);
        }
    return count;
}
