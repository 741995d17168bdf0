/* What a sentence speaks of: the topic of its clauses without numbers, read only when a number asks for it. */
#include "stages/targets/indicator_item.h"

#include "stages/model/lexicon.h"

bool item_names_measure(const struct lexicon *lexicon, struct slice noun) {
    struct lexicon_hit hit;
    return coordination_has_attribute(lexicon, noun) ||
           lexicon_match(lexicon, LEXICON_MEASURE_WORDS, TRIE_BACKWARD, noun, noun.size, &hit);
}

enum status sentence_keep_clause(struct sentence *sentence, struct span clause) {
    struct span *unread = LIST_ADD(&sentence->report->scratch, &sentence->unread);
    if (!unread)
        return STATUS_NO_MEMORY;
    *unread = clause;
    return STATUS_OK;
}

struct slice sentence_topic(struct sentence *sentence) {
    const struct lexicon *lexicon = sentence->report->lexicon;
    for (size_t i = sentence->unread.count; i-- > 0;) {
        struct span clause = sentence->unread.items[i];
        struct slice topic;
        if (phrase_read_topic(&sentence->terms, clause, &topic) != STATUS_OK)
            return (struct slice){0};
        if (!topic.size || topic.size > LONGEST_NOUN_BYTES)
            continue;
        sentence->topic = topic;
        sentence->topic_measured = i >= sentence->before_number && item_names_measure(lexicon, topic);
        sentence->topic_start = clause.start;
        break; /* the newest is spoken of */
    }
    sentence->unread.count = sentence->before_number = 0;
    return sentence->topic;
}
