/* What the files that decide a number's class give each other; no other stage reads it. */
#ifndef BAOGAO_STAGES_QUANTITIES_CLASS_H
#define BAOGAO_STAGES_QUANTITIES_CLASS_H

#include "stages/quantities/quantities_expression.h"

/* Does the word before lead to a value: 达到, 增长, 超过? */
bool expression_is_led(const struct expression *expression);
bool expression_has_unit(const struct expression *expression);
/* The number with its multiplier; -1 where it is not whole. */
int64_t expression_whole_value(const struct expression *expression);

/* Things counted one by one, and shares: 10家以上企业 and 80%以上街道 speak of the companies and the streets. */
bool unit_counts(const struct unit *unit);
bool unit_is_share(const struct unit *unit);

/* 三百万吨, 一百二十三个: where Chinese numerals count. */
enum quantity_class expression_class_of_chinese(const struct passage *passage, const struct expression *expression);
/* Things that a Chinese numeral counts, by what stands around it: 建成两所学校, 四台机组投产, 有七部作品获奖. */
bool expression_counts_few(const struct passage *passage, const struct expression *expression);

#endif
