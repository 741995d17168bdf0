/* What each character of the source asks for of clean, and what its other forms stand for. */
#ifndef BAOGAO_STAGES_CLEAN_CHARACTERS_H
#define BAOGAO_STAGES_CLEAN_CHARACTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One character of the source as the text sees it. */
enum glyph {
    GLYPH_PLAIN,
    GLYPH_STOP,  /* 。！？ */
    GLYPH_PAUSE, /* ，、；： */
    GLYPH_OPEN,  /* “《 */
    GLYPH_CLOSE, /* ”》） */
    /* those above stay as they are */
    GLYPH_BRACKET, /* an opening bracket, which may open a mark: （ */
    GLYPH_MARK,    /* may be a mark, or open one: < & * ① */
    GLYPH_SPACE,
    GLYPH_INVISIBLE,
    GLYPH_BREAK,
    GLYPH_POINT, /* a point where it stands between digits: ．· */
    GLYPH_FOLD,  /* stands for another */
};

/* GBK_SPACE is what iconv makes of the bytes A3 A0, which old editors wrote for a full-width space. */
enum { CLEAN_FORM_BYTES = 12, GBK_SPACE = 0xE5E5, GBK_LARGE_CIRCLE = 0x25EF, CHINESE_ZERO = 0x3007 };

enum glyph clean_glyph(uint32_t code);
bool clean_is_space(uint32_t code);
/* Writes what a form of a character stands for (％ is %, ⻓ is 长, ﹐ is ，) and returns its bytes; 0 where the
 * character is no form. */
size_t clean_write_form(uint32_t code, char bytes[CLEAN_FORM_BYTES]);

static inline bool clean_is_digit(uint32_t code) {
    return (code >= '0' && code <= '9') || (code >= 0xFF10 && code <= 0xFF19);
}

static inline bool clean_is_letter(uint32_t code) {
    return (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z') || (code >= 0xFF21 && code <= 0xFF3A) ||
           (code >= 0xFF41 && code <= 0xFF5A);
}

static inline bool clean_is_han(uint32_t code) {
    return code >= 0x3400 && code <= 0x9FFF;
}

#endif
