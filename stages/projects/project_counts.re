/* Counts at the head or the end of a name: 3个, 426个, 一批, 4.2万座. The grammar of measurements at large is
 * quantities; this one only frees names from their counts. */
#include "stages/projects/project_names.h"

/*!re2c
    re2c:define:YYCTYPE = "unsigned char";
    re2c:yyfill:enable = 0;
    re2c:eof = 0;
    re2c:define:YYCURSOR = cursor;
    re2c:define:YYLIMIT = limit;
    re2c:define:YYMARKER = marker;
    re2c:encoding:utf8 = 1;

    digits   = [0-9]+ ([.,] [0-9]+)?;
    han      = [一二三四五六七八九十百千两几数]+;
    range    = ([-~—－～至] | "——") ;
    number   = digits (range digits)?;
    more     = [余多来];
    size     = "万" | "亿" | "千" | "百";
    measure  = [个所座条项家处户套栋幢台辆间层支只名位种类批组盏片块对眼口艘] | "公里" | "千米" | "公顷" | "亩" | "平方米" | "平方公里" | "立方米"
             | "张" | "万亩" | "件" | "场" | "次" | "株" | "米" | "吨" | "里" | "孔" | "株";
*/

/* Only places and things are counted in 批: 一批, 首批. */
size_t project_count_before(const struct lexicon *lexicon, struct slice text) {
    (void)lexicon;
    const unsigned char *start = (const unsigned char *)text.start, *cursor = start, *limit = start + text.size, *marker;
    if (text.size == 0)
        return 0;
    /*!re2c
        number more? size? more? measure { return (size_t)(cursor - start); }
        number more? size? more? measure "级" { return 0; } /* 30万吨级航道 is a grade */
        han more? [个所座条项处批套种类]  { return (size_t)(cursor - start); } /* 五间 and 三里 are places */
        ([一二两三四五六七八九十]+ | [0-9]+) "大"      { return (size_t)(cursor - start); }
        "一系列" | "系列" | "各类" | "一些" | "若干" | "各级" | "更多" | "部分" { return (size_t)(cursor - start); }
        *                                { return 0; }
        $                                { return 0; }
    */
}

static size_t whole_count(const unsigned char *start, const unsigned char *limit) {
    const unsigned char *cursor = start, *marker;
    /*!re2c
        ("超过" | "超" | "约" | "近" | "达到" | "达")? number more? size? more? measure ("以上" | "左右")? { return (size_t)(cursor - start); }
        number "%" "以上"?                                   { return (size_t)(cursor - start); }
        han more? ("个" | "所" | "座" | "条" | "家" | "处" | "套" | "栋") { return (size_t)(cursor - start); }
        *                                                    { return 0; }
        $                                                    { return 0; }
    */
}

/* Whether a count could end with this character: most characters end none. */
static bool could_end(const unsigned char *start, const unsigned char *limit) {
    const unsigned char *cursor = start, *marker;
    /*!re2c
        [个所座条项家处户套栋幢台辆间层支只名位种类批组盏片块对眼口艘里米顷亩张件场次株吨孔上右%] { return true; }
        *                                                    { return false; }
        $                                                    { return false; }
    */
}

/* A count is looked for in the last letters only: the longest is some thirty bytes. */
enum { LONGEST_COUNT_BYTES = 36 };

size_t project_count_behind(struct slice text) {
    size_t from = text.size > LONGEST_COUNT_BYTES ? text.size - LONGEST_COUNT_BYTES : 0;
    size_t last = text.size;
    if (last > 0)
        slice_previous(text, &last);
    const unsigned char *bytes = (const unsigned char *)text.start;
    if (!could_end(bytes + last, bytes + text.size))
        return text.size;
    for (size_t at = from; at < text.size; at++) {
        if ((bytes[at] & 0xC0) == 0x80)
            continue;
        if (at > 0 && bytes[at] < 0x80 && bytes[at - 1] < 0x80 && bytes[at - 1] > ' ')
            continue; /* inside a number or a code */
        if (at > 0 && whole_count(bytes + at, bytes + text.size) == text.size - at)
            return at;
    }
    return text.size;
}

bool project_is_extent(struct slice text) {
    static const char *const units[] = {"公里", "千米", "亩", "公顷", "平方米", "平方公里", "米", "里"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (slice_ends(text, slice_from_string(units[i])))
            return true;
    return false;
}
