#!/usr/bin/python3
"""Is the workbook of a run sound, and the same as its CSV?

usage: workbook.py DIR [--office]

DIR holds the CSV tables and reports.xlsx of one run. Looks at the parts of the package (well-formed, resolving, nothing that
runs), reads every sheet back with openpyxl and compares each cell with the CSV, follows each link, and looks at what an
analyst sees: header notes, filters, frozen rows, number formats, charts. With --office LibreOffice loads the workbook and
saves it again, and the cells must be the same. Prints what is wrong and exits with 1.
"""
import argparse
import csv
import io
import json
import posixpath
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl

SCHEMAS = Path(__file__).resolve().parents[2] / 'schemas'
TABLES = ['documents', 'targets', 'panel', 'projects', 'sections', 'cells', 'indicators', 'diagnostics']
WORDS = json.loads((SCHEMAS / 'workbook.json').read_text())['words']
MESSAGES = json.loads((SCHEMAS / 'messages.json').read_text())['messages']
CELL_CHARACTERS = 32767
# A cell that jumps to the row that has a key; nothing else in the book is computed.
JUMP = re.compile(r'=HYPERLINK\("#\'(?P<sheet>[^\']+)\'!A"&MATCH\("(?P<key>(?:[^"]|"")*)",\'(?P=sheet)\'!'
                  r'\$(?P<column>[A-Z]+):\$(?P=column),0\),(?:"(?:[^"]|"")*"|-?[\d.]+)\)')
RELATIONSHIPS = '{http://schemas.openxmlformats.org/package/2006/relationships}Relationship'
CHART = '{http://schemas.openxmlformats.org/drawingml/2006/chart}'

wrong = []


def check(condition, message):
    if not condition:
        wrong.append(message)
    return condition


# ---- the package ----

def check_package(path):
    package = zipfile.ZipFile(path)
    names = package.namelist()
    check(len(names) == len(set(names)), 'a part stands twice in the package')
    check(package.testzip() is None, f'bad part: {package.testzip()}')
    check(all(info.date_time == (1980, 1, 1, 0, 0, 0) for info in package.infolist()), 'a part carries a time')
    for name in names:
        try:
            root = ElementTree.fromstring(package.read(name))
        except ElementTree.ParseError as error:
            check(False, f'{name} is not well-formed: {error}')
            continue
        check(not re.search(r'vbaProject|externalLink|activeX|ctrlProp|connections', name), f'{name} does not belong here')
        if name.startswith('xl/worksheets/sheet'):
            tags = {element.tag.rpartition('}')[2] for element in root.iter()}
            for formula in root.iter('{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f'):
                check(JUMP.fullmatch('=' + formula.text), f'{name} has a formula: {formula.text}')
            check('oleObjects' not in tags, f'{name} has an object')
        if name.endswith('.rels'):
            check_relationships(name, root, names)
    types = ElementTree.fromstring(package.read('[Content_Types].xml'))
    defaults = {element.get('Extension') for element in types if element.tag.endswith('Default')}
    parts = {element.get('PartName') for element in types if element.tag.endswith('Override')}
    for name in names:
        known = '/' + name in parts or name.rpartition('.')[2] in defaults
        check(known or name == '[Content_Types].xml', f'{name} has no content type')
    check(all(part[1:] in names for part in parts), 'a content type is of a part that is not there')


def check_relationships(name, root, names):
    folder = posixpath.dirname(posixpath.dirname(name))
    seen = set()
    for relationship in root.iter(RELATIONSHIPS):
        check(relationship.get('TargetMode') != 'External', f'{name} leads out of the file')
        target = relationship.get('Target')
        resolved = posixpath.normpath(posixpath.join('/', folder, target))[1:]
        check(resolved in names, f'{name}: {target} is not in the package')
        check(relationship.get('Id') not in seen, f'{name}: an Id stands twice')
        seen.add(relationship.get('Id'))


# ---- the cells ----

def as_text(value):
    """A cell as the CSV prints it."""
    if value is None:
        return ''
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, (int, float)):
        text = format(value, '.15g')
        return format(float(text), 'f').rstrip('0').rstrip('.') if 'e' in text else text
    return value


def shown(text):
    """Text as a cell can hold it."""
    text = re.sub(r'[\x00-\x08\x0b-\x1f]', lambda match: chr(0x2400 + ord(match[0])), text)
    return text.replace('\x7f', '\u2421').replace('\ufffe', '\ufffd').replace('\uffff', '\ufffd')


def same(cell, printed):
    """Is the workbook's cell what the CSV prints, but for the CSV's guard and the workbook's limit?"""
    text, printed = as_text(cell), shown(printed)
    if text in (printed, printed[1:] if printed.startswith("'") else printed):
        return True
    units = len(printed.encode('utf-16-le')) // 2
    if units > CELL_CHARACTERS and text.endswith('…') and printed.startswith(text[:-1]):
        return True
    try:
        return len(printed.lstrip('-').replace('.', '')) <= 15 and float(text) == float(printed)
    except ValueError:
        return False


class Book:
    def __init__(self, path):
        self.book = openpyxl.load_workbook(path, data_only=True)
        self.formulas = openpyxl.load_workbook(path)
        self.english = self.book.sheetnames[0] == WORDS['overview'][1]
        self.schemas = {name: json.loads((SCHEMAS / f'{name}.json').read_text()) for name in TABLES}

    def word(self, key):
        return WORDS[key][self.english]

    def title(self, thing):
        return thing['name' if self.english else 'title']

    def sheets(self, table):
        """The sheets of a table in their order: 指标, 指标 (2)."""
        name = re.escape(self.title(self.schemas[table]))
        return [sheet for sheet in self.book if re.fullmatch(name + r'( \(\d+\))?', sheet.title)]

    def rows(self, table):
        """(sheet, row number, values) of every row; codes in place of their labels."""
        fields = self.schemas[table]['fields']
        codes = [{label: code for code, label in field.get('labels', {}).items()} for field in fields]
        for sheet in self.sheets(table):
            for number, row in enumerate(sheet.iter_rows(min_row=2, max_col=len(fields), values_only=True), 2):
                if any(value is not None for value in row):
                    yield sheet, number, [code.get(value, value) for value, code in zip(row, codes)]


def read_csv(folder, table):
    with open(folder / f'{table}.csv', encoding='utf-8-sig', newline='') as file:
        return list(csv.reader(file))[1:]


def chinese_message(message, inner=False):
    for english, chinese in MESSAGES:
        match = re.fullmatch(re.sub(r'\\\{\d\\\}', '(.*?)', re.escape(english)), message, re.S)
        if match and not (inner and english.startswith('{')):
            parts = [part if inner else chinese_message(part, True) for part in match.groups()]
            return re.sub(r'\{(\d)\}', lambda place: parts[int(place[1]) - 1], chinese)
    return message


def english_reasons(why, table):
    with open(SCHEMAS / f'evidence_{table}.csv', encoding='utf-8', newline='') as file:
        names = {row['says']: row['evidence'].replace('_', ' ') for row in csv.DictReader(file)}
    return '; '.join({'＋': '+ ', '－': '- '}[reason[0]] + names[reason[1:]] for reason in why.split(' ') if reason)


def as_reader_sees(book, table, field, text):
    """What stands in place of a text that is not one code."""
    if book.english and field['name'] == 'why':
        return english_reasons(text, table)
    if book.english or field['name'] not in ('flags', 'stage', 'message') or (field['name'] == 'stage' and table != 'diagnostics'):
        return text
    if field['name'] == 'message':
        return chinese_message(text)
    meanings = dict(re.findall(r'([a-z_]+) ([^，]+)', field['description']))
    text = '；'.join(meanings.get(word, word) for word in text.split())
    check(not re.search('[a-z]', text), f'{table}: no Chinese words: {text}')
    return text


def check_table(book, folder, table):
    fields = book.schemas[table]['fields']
    expected = read_csv(folder, table)
    found = list(book.rows(table))
    if table == 'diagnostics':  # the workbook adds what it had to cut
        found = [row for row in found if row[2][3:5] != ['write', 'cell_cut']]
    check(len(found) == len(expected), f'{table}: {len(found)} rows in the workbook, {len(expected)} in the CSV')
    for (sheet, number, values), printed in zip(found, expected):
        for field, value, text in zip(fields, values, printed):
            text = as_reader_sees(book, table, field, text)
            check(same(value, text), f"{sheet.title} row {number} {field['name']}: {value!r} for {text!r}")
            numeric = field['type'] in ('integer', 'number') and text and len(text) < 15
            check(not numeric or isinstance(value, (int, float)), f"{table} row {number} {field['name']} is no number")
    for sheet in book.sheets(table):
        for column, field in enumerate(fields, 1):
            head = sheet.cell(1, column)
            check(head.value == book.title(field), f'{sheet.title}: header {head.value!r}')
            note = head.comment.text if head.comment else ''
            check(field['description'] in note or book.english, f"{sheet.title}: no note on {field['name']}")
        check(sheet.freeze_panes == 'B2', f'{sheet.title} has no frozen header')
        check(sheet.print_title_rows == '$1:$1', f'{sheet.title} prints its header once')
        check(len(sheet.tables) == 1, f'{sheet.title} is no Excel table')
        for structure in sheet.tables.values():
            check(structure.ref.startswith('A1:'), f'{sheet.title}: table {structure.ref}')
            columns = [column.name for column in structure.tableColumns]
            check(columns == [cell.value for cell in sheet[1]], f'{sheet.title}: table columns {columns}')
            check(structure.tableStyleInfo.showRowStripes, f'{sheet.title} has no bands')


def panel_cells(book, folder):
    """Values of panel.csv by (region, year, title of the indicator, target or actual), and how many each title has."""
    english = {row[0]: row[2] for row in read_csv(folder, 'indicators')}
    names = [field['name'] for field in book.schemas['panel']['fields']]
    cells, known = {}, {}
    for row in read_csv(folder, 'panel'):
        row = dict(zip(names, row))
        title = english[row['indicator_code']] if book.english else row['indicator_name']
        marks = ' (%s)' if book.english else '（%s）'
        title += marks % row['unit'] if row['unit'] else ''
        known[title] = known.get(title, 0) + 1
        for part in ('target', 'actual'):
            if row[part]:
                cells[row['region'], row['year'], title, book.word(part)] = row
    return cells, known


def check_value(cell, row, kind, book):
    """A cell shows the row's value, its comparator and whether it was met."""
    part = 'target' if kind == book.word('target') else 'actual'
    check(same(cell.value, row[part]), f'{cell.coordinate}: {cell.value} for {row[part]}')
    sign = {'>=': '≥', '>': '>', '<=': '≤', '<': '<', '~': '≈'}.get(row[part + '_comparator'])
    sign = '～' + row[part + '2'] if row[part + '2'] else sign
    check(not sign or sign in cell.number_format, f'{cell.coordinate} {cell.number_format} hides {sign}')


def check_panel(book, folder):
    cells, known = panel_cells(book, folder)
    found = set()
    for sheet in book.sheets('panel'):
        heads = [cell.value for cell in sheet[1]]
        check(all(known[title] >= 3 for title in heads[4:]), f'{sheet.title} shows an indicator of one or two cells')
        years = [row[2].value for row in sheet.iter_rows(min_row=2) if row[0].value or row[1].value]
        check(years == sorted(years, reverse=True), f'{sheet.title} is not in the order of the years')
        for row in sheet.iter_rows(min_row=2):
            for title, cell in zip(heads[4:], row[4:]):
                if cell.value is None:
                    continue
                key = (row[1].value, as_text(row[2].value), title, row[3].value)
                found.add(key)
                if check(key in cells, f'{sheet.title}: {key} is not in the panel'):
                    check_value(cell, cells[key], row[3].value, book)
        check(sheet.freeze_panes == 'E2', f'{sheet.title} has no frozen header')
        check(len(sheet.tables) == 1, f'{sheet.title} is no Excel table')
    wanted = {key for key in cells if known[key[2]] >= 3}
    check(found == wanted, f'panel: {len(found)} cells of {len(wanted)}')


def check_headline(book, folder):
    cells, known = panel_cells(book, folder)
    sheet = book.book[book.word('headline')]
    fits = {int(side) for side in (sheet.page_setup.fitToHeight, sheet.page_setup.fitToWidth) if side is not None}
    check(sheet.sheet_properties.pageSetUpPr.fitToPage and fits <= {1}, f'the headline sheet needs more pages: {fits}')
    check(sheet.max_row <= 45 and sheet.max_column <= 18, f'the headline sheet is {sheet.dimensions}')
    found = 0
    for row in sheet.iter_rows(min_row=5):
        if row[1].value is None:
            continue
        for at, cell in enumerate(row[2:], 2):
            if cell.value is not None:
                title = sheet.cell(3, at + 1 - at % 2).value
                key = (row[0].value, as_text(row[1].value), title, sheet.cell(4, at + 1).value)
                found += 1
                if check(key in cells, f'{sheet.title}: {key} is not in the panel'):
                    check_value(cell, cells[key], key[3], book)
                check(str(book.formulas[sheet.title][cell.coordinate].value).startswith('=HYPERLINK'),
                      f'{sheet.title}!{cell.coordinate} leads nowhere')
    check(found >= min(3, len(cells)), f'the headline sheet has {found} cells')


# ---- what an analyst sees ----

def check_looks(book):
    for sheet in book.book:
        if sheet.title in (book.word('overview'), book.word('headline'), book.word('chart_data')):
            continue
        check(sheet.auto_filter.ref or sheet.tables, f'{sheet.title} has no filter')
        check(sheet.page_setup.orientation == 'landscape', f'{sheet.title} is not printed across')
        check('&P' in (sheet.oddFooter.center.text or ''), f'{sheet.title} has no page numbers')
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
                    shape = re.sub(r'"[^"]*"', '', cell.number_format)
                    good = shape in ('0', '0.00') or re.fullmatch(r'#,##0(\.0+)?', shape)
                    check(good, f'{sheet.title}!{cell.coordinate} is shown as {cell.number_format}')
                    decimals = len(as_text(cell.value).partition('.')[2])
                    check(shape in ('0', '0.00') or shape.count('0') - 1 >= decimals, f'{sheet.title}!{cell.coordinate} hides decimals')


def places(book):
    """What stands on a row, for the links: (table, document, section) by (sheet, row)."""
    found = {}
    for table, column in (('documents', None), ('sections', 1), ('targets', 2), ('projects', 2)):
        for sheet, number, values in book.rows(table):
            found[sheet.title, number] = (table, values[0], as_text(values[column]) if column else None)
    return found


def check_jumps(book, found):
    """Every formula finds one row by its key, and the right one; gives how many there are."""
    keys, links = {}, 0
    for sheet in book.formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if not str(cell.value).startswith('=HYPERLINK'):
                    continue
                links += 1
                match = JUMP.fullmatch(cell.value)
                place = match['sheet'], match['column']
                if place not in keys:
                    column = [key.value for key in book.book[match['sheet']][match['column']]]
                    keys[place] = {key: number for number, key in enumerate(column, 1)}
                    check(len(keys[place]) == len(column), f'{place}: a key stands twice')
                row = keys[place].get(match['key'].replace('""', '"'))
                if check(row, f'{sheet.title}!{cell.coordinate}: nothing has the key {match["key"]}'):
                    check_jump(found, (sheet.title, cell.row), (match['sheet'], row))
    return links


def check_links(book):
    found = places(book)
    links = check_jumps(book, found)
    for sheet in book.book:
        count = 0
        for row in sheet.iter_rows():
            for cell in row:
                link = cell.hyperlink
                if not link:
                    continue
                count += 1
                check(not link.target, f'{sheet.title}!{cell.coordinate} leads out of the file: {link.target}')
                match = re.fullmatch(r"'(.+)'!A(\d+)", link.location or '')
                if not check(match and match[1] in book.book.sheetnames, f'{sheet.title}!{cell.coordinate}: {link.location}'):
                    continue
                check_jump(found, (sheet.title, cell.row), (match[1], int(match[2])))
        check(count <= 65530, f'{sheet.title} has {count} links')
        links += count
    return links


def check_jump(found, start, end):
    if start not in found:
        return  # from the overview to the head of a sheet
    if not check(end in found, f'{start} jumps to {end}, where nothing stands'):
        return
    (table, document, section), (other, other_document, other_section) = found[start], found[end]
    ways = {'targets': ['sections'], 'projects': ['sections'], 'sections': ['targets', 'projects', 'documents']}
    check(other in ways[table], f'{start} jumps from {table} to {other}')
    check(document == other_document and other_section in (section, None), f'{start} jumps to another section: {end}')


def check_charts(path):
    package = zipfile.ZipFile(path)
    charts = [name for name in package.namelist() if re.match(r'xl/charts/chart\d+\.xml', name)]
    for name in charts:
        root = ElementTree.fromstring(package.read(name))
        check(len(list(root.iter(CHART + 'title'))) >= 2, f'{name} has no title or its axis has none')
        check(list(root.iter(CHART + 'numCache')), f'{name} does not carry its values')
    return len(charts)


def check_office(path):
    with tempfile.TemporaryDirectory() as folder:
        profile = f'-env:UserInstallation=file://{folder}/profile'
        subprocess.run(['soffice', '--headless', profile, '--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', folder,
                        str(path)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        again = openpyxl.load_workbook(io.BytesIO((Path(folder) / path.name).read_bytes()), data_only=True)
    first = openpyxl.load_workbook(path, data_only=True)
    check(again.sheetnames == first.sheetnames, f'LibreOffice has sheets {again.sheetnames}')
    for sheet in first:
        for row in sheet.iter_rows():
            for cell in row:
                other = again[sheet.title][cell.coordinate].value
                if as_text(cell.value).replace('\r', '') != as_text(other):
                    check(False, f'LibreOffice reads {sheet.title}!{cell.coordinate} as {other!r} for {cell.value!r}')


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument('folder', type=Path)
    arguments.add_argument('--office', action='store_true', help='load and save it in LibreOffice as well')
    given = arguments.parse_args()
    csv.field_size_limit(1 << 30)
    path = given.folder / 'reports.xlsx'
    check_package(path)
    book = Book(path)
    order = [book.word('overview'), book.word('headline'), *(book.title(book.schemas[table]) for table in TABLES)]
    check(book.book.sheetnames[:len(order)] == order, f'sheets {book.book.sheetnames}')
    for table in TABLES:
        if table != 'panel':
            check_table(book, given.folder, table)
    check_panel(book, given.folder)
    check_headline(book, given.folder)
    check_looks(book)
    links = check_links(book)
    charts = check_charts(path)
    if given.office:
        check_office(path)
    for message in wrong[:50]:
        print(message)
    print(f'{path.name}: {len(book.book.sheetnames)} sheets, {links} links, {charts} charts, {len(wrong)} things wrong')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
