/* stages/decode/html: what a page shows and which cells its tables have, against gumbo, which reads HTML as the
 * standard says and makes a tree. Text that gumbo moves out of tables is not compared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <gumbo.h>
#include <stdlib.h>
#include <strings.h>

#include "stages/decode/html.h"
#include "stages/model/text.h"

struct shown {
    struct text text;  /* all that is shown, without white space */
    struct text cells; /* of each cell with text in it: its row's and its column's number are the reading's business */
    size_t tables, rows; /* that hold cells */
};

/* Adds the characters that are no white space. */
static void add_characters(struct text *out, struct slice text) {
    for (size_t at = 0; at < text.size;) {
        size_t from = at;
        uint32_t code = slice_next(text, &at);
        if (code > ' ' && code != 0xA0 && code != 0x3000 && (code < 0x2000 || code > 0x200B))
            text_add(out, slice_part(text, from, at));
    }
}

/* ---- gumbo ---- */

static bool is_shown(const GumboNode *node) {
    static const GumboTag hidden[] = {GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,  GUMBO_TAG_TITLE,    GUMBO_TAG_NOSCRIPT,
                                      GUMBO_TAG_TEXTAREA, GUMBO_TAG_SELECT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_IFRAME,
                                      GUMBO_TAG_BUTTON,   GUMBO_TAG_OBJECT, GUMBO_TAG_SVG};
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (node->v.element.tag == hidden[i])
            return false;
    const GumboAttribute *style = gumbo_get_attribute(&node->v.element.attributes, "style");
    return !gumbo_get_attribute(&node->v.element.attributes, "hidden") &&
           (!style || !strstr(style->value, "display:none"));
}

static void walk(const GumboNode *node, struct shown *shown, struct text *cell) {
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA) {
        add_characters(&shown->text, slice_from_string(node->v.text.text));
        if (cell)
            add_characters(cell, slice_from_string(node->v.text.text));
        return;
    }
    if (node->type != GUMBO_NODE_ELEMENT || !is_shown(node))
        return;
    GumboTag tag = node->v.element.tag;
    bool is_cell = tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
    struct text inside = {.arena = shown->text.arena};
    shown->tables += tag == GUMBO_TAG_TABLE;
    shown->rows += tag == GUMBO_TAG_TR && node->v.element.children.length > 0;
    for (unsigned i = 0; i < node->v.element.children.length; i++)
        walk(node->v.element.children.data[i], shown, is_cell ? &inside : tag == GUMBO_TAG_TABLE ? NULL : cell);
    if (is_cell && inside.size) {
        text_add(&shown->cells, text_slice(&inside));
        text_add(&shown->cells, SLICE("|"));
    }
}

static struct shown by_gumbo(struct arena *arena, struct slice page) {
    struct shown shown = {.text.arena = arena, .cells.arena = arena};
    GumboOutput *output = gumbo_parse_with_options(&kGumboDefaultOptions, page.start, page.size);
    walk(output->root, &shown, NULL);
    gumbo_destroy_output(&kGumboDefaultOptions, output);
    return shown;
}

/* ---- ours ---- */

static struct shown by_reader(struct report *report, struct slice source) {
    struct html_page page = {.report = report};
    struct shown shown = {.text.arena = &report->scratch, .cells.arena = &report->scratch};
    assert_true(html_parse(&page, source));
    for (size_t i = 0; i < page.lines.count; i++) {
        const struct html_line *line = &page.lines.items[i];
        if (!line->hidden && !line->title)
            add_characters(&shown.text, slice_part(page.text, line->start, line->end));
    }
    shown.tables = page.tables.count;
    for (size_t i = 0; i < page.cells.count; i++) {
        const struct html_cell *cell = &page.cells.items[i];
        size_t before = shown.cells.size;
        for (size_t k = cell->first_line; k < cell->line_end && k < page.lines.count; k++)
            if (page.lines.items[k].cell == i + 1 && !page.lines.items[k].hidden)
                add_characters(&shown.cells, slice_part(page.text, page.lines.items[k].start, page.lines.items[k].end));
        if (shown.cells.size > before)
            text_add(&shown.cells, SLICE("|"));
    }
    for (size_t i = 0; i < page.tables.count; i++)
        shown.rows += page.tables.items[i].rows;
    return shown;
}

static void assert_alike(struct slice page, bool flat) {
    struct report report = {0};
    struct shown wanted = by_gumbo(&report.scratch, page), found = by_reader(&report, page);
    text_add(&wanted.text, SLICE("\0"));
    text_add(&found.text, SLICE("\0"));
    text_add(&wanted.cells, SLICE("\0"));
    text_add(&found.cells, SLICE("\0"));
    assert_string_equal(found.text.start, wanted.text.start);
    if (flat) { /* tables in tables: their cells end in another order */
        assert_string_equal(found.cells.start, wanted.cells.start);
        assert_int_equal(found.rows, wanted.rows);
    }
    assert_int_equal(found.tables, wanted.tables);
    arena_free(&report.scratch);
    arena_free(&report.arena);
}

static void pages_are_read_as_the_standard_says(void **state) {
    static const char *const pages[] = {
        "<html><head><title>报告</title></head><body><p>一、回顾<p>增长5%<br>新增6万人</body></html>",
        "<ul><li>一<li>二<ul><li>三</ul></ul><dl><dt>甲<dd>乙</dl>",
        "<table><tr><td>指标<td>增长<tr><td>投资<td>6%</table>",
        "<table><thead><tr><th>指标</th></tr></thead><tbody><tr><td>投资</td></tr></tbody></table>",
        "<TABLE BORDER=1><TR><TD ROWSPAN=2>甲</TD><TD COLSPAN='2'>乙</TD></TR><TR><TD>丙</TD><TD>丁</TD></TR></TABLE>",
        "<table><tr><td>甲<table><tr><td>内</td></tr></table>乙</td><td>丙</td></tr></table>",
        "<p>一<b>二<i>三</b>四</i>五</p>六",
        "<div>一<span>二<div>三</span>四</div>五</div>",
        "甲&nbsp;乙&lt;丙&gt;丁&amp;戊&#24180;&#x5e74;&hellip;&ldquo;引&rdquo;&mdash;&unknown;&#0;&",
        "一<!-- 注 > 释 -->二<!--->三<!doctype x>四<?php 五 ?>六",
        "<script>if (a<b) document.write('<p>广告</p>')</script>一<style>p{}</style>二<SCRIPT>x</SCRIPT>三",
        "<p title='a>b'>一</p><p title=\"c'd\">二</p><p title=e/>三</p><img src=x alt=四>五",
        "<p hidden>无</p><div style='display:none'>无<p>无</p></div>有",
        "<h1>标题</h2>一<h3>二</h3>",
        "</p>一</div>二</table>三",
        "<select><option>全部<option>本站</select>一<textarea>无</textarea>二",
        "1 < 2 且 3<4，<5 和 <>",
        "<p>一\r\n二\t三　四</p><pre>五\n 六</pre>",
        "<center>一<font color=red>二</font></center><o:p>三</o:p><st1:date>四</st1:date>",
        "<table><tr><td>一</td></tr></table><table><tr><td>二</td></tr></table>",
        "<a href=x>一<a href=y>二</a>三",
        "<p><table><tr><td>一</td></tr></table>二</p>",
        "<table><caption>表名</caption><colgroup><col></colgroup><tr><td><p>一</p><p>二</p></td></tr></table>",
    };
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        assert_alike(slice_from_string(pages[i]), !strstr(pages[i], "<td>内"));
}

/* Elements in any order, none of them in a table: what stands between cells gumbo moves. */
static void any_order_of_tags_shows_the_same_text(void **state) {
    static const char *const pieces[] = {
        "<p>",  "</p>",  "<div>",    "</div>",    "<span>",        "</span>", "<li>",       "</li>", "<h2>", "</h2>",
        "<b>",  "</b>",  "<br>",     "甲",        "乙，",          "丙。",    "&#24180;",   "&amp;", " ",    "\n",
        "<ul>", "</ul>", "<center>", "</center>", "<font size=2>", "</font>", "<!-- x -->", "丁"};
    uint32_t number = 1;
    (void)state;
    for (int page = 0; page < 2000; page++) {
        struct arena arena = {0};
        struct text text = {.arena = &arena};
        text_add(&text, SLICE("<body>"));
        for (int i = 0; i < 40; i++) {
            number = number * 1664525U + 1013904223U;
            text_add_string(&text, pieces[(number >> 16) % (sizeof pieces / sizeof *pieces)]);
        }
        assert_alike(text_slice(&text), true);
        arena_free(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_read_as_the_standard_says),
        cmocka_unit_test(any_order_of_tags_shows_the_same_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
