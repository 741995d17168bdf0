/* The grammar of words of time: reads a place of a text, gives the years it names. Knows no report. */
#include "stages/model/times.h"

struct cursor {
    struct slice text;
    size_t at, marker;
};

static unsigned char peek(const struct cursor *in) {
    return in->at < in->text.size ? (unsigned char)in->text.start[in->at] : 0;
}

static int digit_of(uint32_t code) {
    switch (code) {
    case 0x3007: /* 〇 */
    case 0x25CB: /* ○ */
    case 'O':    /* what stands in for it */
    case 0x96F6: return 0;
    case 0x4E00: return 1;
    case 0x4E8C:
    case 0x4E24:
    case 0x5169: return 2; /* 二, 两, 兩 */
    case 0x4E09: return 3;
    case 0x56DB: return 4;
    case 0x4E94: return 5;
    case 0x516D: return 6;
    case 0x4E03: return 7;
    case 0x516B: return 8;
    case 0x4E5D: return 9;
    default: return code >= '0' && code <= '9' ? (int)code - '0' : -1;
    }
}

int time_next_number(struct slice text, size_t *at) {
    int value = -1;
    while (*at < text.size) {
        size_t before = *at;
        uint32_t code = slice_next(text, at);
        int digit = digit_of(code);
        if (code == 0x5341) { /* 十: one ten where nothing stands before it */
            size_t behind = *at;
            int unit = behind < text.size ? digit_of(slice_next(text, &behind)) : -1;
            value = (value < 0 ? 1 : value) * 10 + (unit < 0 ? 0 : unit);
            *at = unit < 0 ? *at : behind;
            return value;
        }
        if (digit >= 0 && value < 10000) {
            value = (value < 0 ? 0 : value) * 10 + digit;
        } else if (value >= 0) {
            *at = before;
            return value;
        }
    }
    return value;
}

static void take_years(struct slice lexeme, struct time_word *word) {
    size_t at = 0;
    word->kind = TIME_YEARS;
    word->start = word->end = time_next_number(lexeme, &at);
    int second = time_next_number(lexeme, &at);
    if (second > 0)
        word->end = second < 100 ? word->start / 100 * 100 + second : second; /* 2024-25年 */
    if (word->end < word->start)
        word->end = word->start;
}

/* The first plan ran from 1953; from the third on (1966) one has followed the other. */
static void take_plan(struct slice lexeme, struct time_word *word) {
    size_t at = 0;
    /* The last 五 is the five years': 十五 is the tenth plan, 十五五 the fifteenth. */
    int plan = time_next_number(slice_part(lexeme, 0, slice_find_last(lexeme, SLICE("五"))), &at);
    word->kind = TIME_YEARS;
    word->plan = true;
    word->start = plan < 3 ? 1948 + plan * 5 : 1951 + plan * 5;
    word->end = word->start + 4;
}

static void take_stretch(struct slice lexeme, enum time_kind kind, struct time_word *word) {
    size_t at = 0;
    int years = time_next_number(lexeme, &at);
    word->kind = kind;
    word->end = years > 0 && years < 100 ? years : 0;
}

/* “十四五”前三年: the number stands behind 前. */
static void take_first_years(struct slice lexeme, struct time_word *word) {
    size_t before = slice_find_last(lexeme, SLICE("前"));
    take_plan(slice_part(lexeme, 0, before), word);
    int years = time_next_number(lexeme, &before);
    if (years > 0 && years < 5)
        word->end = word->start + years - 1;
}

void time_scan(struct slice text, size_t at, struct time_word *word) {
    struct cursor in = {text, at, at};
    *word = (struct time_word){0};
#define LEXEME slice_part(text, at, in.at)
    /*!re2c
    re2c:api = custom;
    re2c:api:style = free-form;
    re2c:define:YYCTYPE = "unsigned char";
    re2c:define:YYPEEK = "peek(&in)";
    re2c:define:YYSKIP = "++in.at;";
    re2c:define:YYBACKUP = "in.marker = in.at;";
    re2c:define:YYRESTORE = "in.at = in.marker;";
    re2c:define:YYSHIFT = "in.at += (size_t)@@;";
    re2c:yyfill:enable = 0;
    re2c:encoding:utf8 = 1;

    /* Traditional characters stand beside the simplified ones. */
    ge      = [个個箇];
    lai     = [来來];
    jian    = [间間];
    past    = [过過] "去";
    here    = [这這];
    several = [几幾];
    behind  = [后後];
    scheme  = [规規] [划劃] | [计計] [划劃];

    zero    = [〇○零O];
    numeral = [一二三四五六七八九];
    count   = [0-9]{1,2} | [两兩] | numeral | numeral? "十" numeral?;
    sp      = [ ]*;
    dash    = "-" | "—"{1,2} | "–" | "―" | "－" | "~" | "～" | "至" | "到";
    arabic  = ("1" [6-9] | "2" [01]) [0-9]{2};
    chinese = ("一" [七八九] | "二" zero | "二" "一") (numeral | zero){2};
    year    = arabic | chinese;
    open    = ["“‘「『];
    close   = ["”’」』];
    fifth   = ("十" numeral? | numeral) "五";
    plan    = open fifth close;
    bare    = fifth;
    named   = "第" ("十" numeral? | numeral) ge "五年" scheme?;
    stretch = scheme? ([时時] "期" | "期" jian | [时時] "段") | scheme "期";
    last    = "末" | "期末" | "末期" | scheme "期末" | [时時] "期末" | "收官" [时時];
    since   = "以" lai | lai | [开開] "局以" lai;
    title   = scheme | [纲綱] "要" | "建" [议議]
            | (scheme | [时時] "期")? "的"? ([开開] "局" | "收官" | [开開] "好局" | "首年" | "第一年" | "最" behind "一年"
            | [开開] "局之年" | "收官之年" | "起步之年" | [开開] [启啟] "之年");

    year sp "年"? sp dash sp year sp "年"               { take_years(LEXEME, word); goto done; }
    arabic dash [0-9]{2} "年"                           { take_years(LEXEME, word); goto done; }
    year sp "年"                                        { take_years(LEXEME, word); goto done; }
    year sp "年" ("以" lai | "起")                      { take_years(LEXEME, word); word->since = true; goto done; }
    [刚剛]{1,2} [过過] "去的" year sp "年"             { take_years(LEXEME, word); word->passed = true; goto done; }
    arabic [/.-] [0-9]{1,2} [/.-] [0-9]{1,2}            { take_years(slice_part(text, at, at + 4), word); goto done; }

    plan | plan stretch | bare stretch | named stretch? { take_plan(LEXEME, word); goto done; }
    (plan | bare | named) last      { take_plan(LEXEME, word); word->start = word->end; goto done; }
    (plan | bare) since             { take_plan(LEXEME, word); word->since = true; goto done; }
    plan stretch? "前" count "年"   { take_first_years(LEXEME, word); goto done; }
    (plan | bare) title             { take_plan(LEXEME, word); word->kind = TIME_NAME; goto done; }
    (plan | bare) scheme ("目" [标標] | "指" [标標])   { take_plan(LEXEME, word); goto done; }

    (past | "近" | "最近" | here | [刚剛][刚剛] past) "的"? count ge? "年" ("多" | lai | jian | [里裡裏] | "中" | [时時] jian)? {
        take_stretch(LEXEME, TIME_PAST, word); goto done; }
    count "年" ("多" lai | lai | "以" lai | jian)       { take_stretch(LEXEME, TIME_PAST, word); goto done; }
    ("近" | here | "最近" | past | "前")? several "年" (lai | jian | "以" lai)? | "近年" lai? | "多年" lai | [历歷] "年" lai? {
        word->kind = TIME_PAST; goto done; }
    count sp "月"? sp dash sp count sp "月"             { word->kind = TIME_MONTHS; goto done; }
    "前" count ge? "月"                                 { word->kind = TIME_MONTHS; goto done; }
    "的" count "年"                                     { take_stretch(LEXEME, TIME_THESE, word); goto done; }
    ("今" behind | "未" lai | "往" behind | "下") "的"? count ge? "年" [内內]? {
        take_stretch(LEXEME, TIME_COMING, word); goto done; }
    ("今" behind | "未" lai | "往" behind) several "年" { word->kind = TIME_COMING; goto done; }

    [0-9]+ ([.,] [0-9]+)*   { goto done; }
    *                       { goto one; }
    */
#undef LEXEME
one:
    /* One character; a byte of no character is one too. */
    in.at = at;
    slice_next(text, &in.at);
done:
    word->size = in.at - at;
}

bool time_may_begin(struct slice text, size_t at) {
    struct cursor in = {text, at, at};
    /*!re2c
    [0-9] | numeral | "十" | [两兩第] | open                        { return true; }
    [过過近最这這刚剛前几幾多历歷的今未往下]                        { return true; }
    *                                                               { return false; }
    */
}
