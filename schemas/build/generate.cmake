# Reads the table schemas (*.json), the workbook's own words (workbook.json), what diagnostics say (messages.json) and the lexicons (*.csv) and writes
# schemas_generated.{h,c}: enums of their columns, what each column is, the words, and the lexicons' bytes; and
# enums_generated.h, which the stages read: the words of columns and the names of the evidence.
# usage: cmake -DSCHEMAS=DIR -DOUT=DIR -P generate.cmake
cmake_minimum_required(VERSION 3.20)
file(GLOB lexicons ${SCHEMAS}/*.csv)
# The order of the tables is their reading order in the workbook.
set(tables documents targets panel projects sections sentences cells indicators diagnostics changes)
# Tables that no folder of tables has: what other commands print, and what convert --stream says besides.
set(other_tables tokens quantities clauses claims texts)

set(header "/* Generated from schemas/ by generate.cmake. */\n#ifndef SCHEMAS_GENERATED_H\n#define SCHEMAS_GENERATED_H\n
#include <stdbool.h>\n#include <stddef.h>\n\n#include \"enums_generated.h\"\n
enum column_type { COLUMN_STRING, COLUMN_INTEGER, COLUMN_NUMBER, COLUMN_BOOLEAN };\n
/* What people read in place of a code: of an enumeration, of true and false. */
struct column_label {
    const char *code, *text;
};\n
struct column {
    const char *name, *title, *description, *format; /* format: the workbook's number format, empty for text */
    enum column_type type;
    int width; /* characters, in the workbook */
    bool wrap;
    bool required;
    bool folded;   /* the workbook folds the column away under its outline */
    bool reviewed; /* the review page shows it beside the row */
    const struct column_label *labels;
    size_t label_count;
};\n
enum { MOST_KEY_COLUMNS = 4 };\n
struct foreign_key {
    int columns[MOST_KEY_COLUMNS], table, table_columns[MOST_KEY_COLUMNS];
    size_t column_count;
};\n
struct table {
    const char *name, *title, *description;
    const struct column *columns;
    size_t column_count;
    int key[MOST_KEY_COLUMNS]; /* the primary key */
    size_t key_count;
    const struct foreign_key *foreign_keys;
    size_t foreign_key_count;
    const char *schema; /* the whole file, JSON */
};\n
struct lexicon_source {
    const char *name;
    const char *const *columns;
    size_t column_count;
    const unsigned char *bytes; /* NULL for a list that is made of words.csv */
    size_t size;
};\n\n")
set(source "#include \"schemas_generated.h\"\n\n")

# A JSON member as text, or `default`.
function(member out json default)
  string(JSON value ERROR_VARIABLE error GET "${json}" ${ARGN})
  if(error)
    set(value "${default}")
  endif()
  set(${out} "${value}" PARENT_SCOPE)
endfunction()

# A JSON member as a C boolean; absent is false.
function(flag out json)
  member(value "${json}" OFF ${ARGN})
  if(value)
    set(${out} true PARENT_SCOPE)
  else()
    set(${out} false PARENT_SCOPE)
  endif()
endfunction()

function(quoted out text)
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  string(REPLACE "\n" "\\n" text "${text}")
  set(${out} "\"${text}\"" PARENT_SCOPE)
endfunction()

# A file as the bytes of a C array: string literals may not be long enough.
function(bytes_of out path)
  file(READ ${path} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
  string(REGEX REPLACE "(................................................................................)" "\\1\n" hex "${hex}")
  set(${out} "${hex}" PARENT_SCOPE)
endfunction()

# What the constants of a table's columns begin with: DOCUMENTS; INDICATORS_TABLE beside the lexicon of that name.
function(column_prefix out table)
  string(TOUPPER ${table} upper)
  if(EXISTS ${SCHEMAS}/${table}.csv)
    string(APPEND upper _TABLE)
  endif()
  set(${out} ${upper} PARENT_SCOPE)
endfunction()

# A JSON array of column names as enum constants: DOCUMENTS_DOCUMENT, …
function(columns_of out count_out json table)
  set(constants "")
  column_prefix(table ${table})
  string(JSON count LENGTH "${json}")
  if(count)
    math(EXPR last "${count} - 1")
    foreach(i RANGE ${last})
      string(JSON name GET "${json}" ${i})
      string(APPEND constants "${table}_${name}, ")
    endforeach()
  endif()
  string(TOUPPER "${constants}" constants)
  set(${out} "${constants}" PARENT_SCOPE)
  set(${count_out} ${count} PARENT_SCOPE)
endfunction()

# The foreign keys of a table as the rows of a C array; an empty resource is the table itself.
function(foreign_keys_of out count_out json table)
  set(rows "")
  member(keys "${json}" "[]" foreignKeys)
  string(JSON count LENGTH "${keys}")
  if(count)
    math(EXPR last "${count} - 1")
    foreach(i RANGE ${last})
      string(JSON own GET "${keys}" ${i} fields)
      string(JSON other GET "${keys}" ${i} reference fields)
      string(JSON resource GET "${keys}" ${i} reference resource)
      if(NOT resource)
        set(resource ${table})
      endif()
      set(resource_name ${resource})
      string(TOUPPER "${resource}" resource)
      columns_of(own own_count "${own}" ${table})
      columns_of(other other_count "${other}" ${resource_name})
      string(APPEND rows "    {{${own}}, TABLE_${resource}, {${other}}, ${own_count}},\n")
    endforeach()
  endif()
  set(${out} "${rows}" PARENT_SCOPE)
  set(${count_out} ${count} PARENT_SCOPE)
endfunction()

# The enum of a column's words in C, and the words: a field names it in `enumeration`, with the prefix of its constants,
# the constant of an empty cell where it has one (`unknown`), and their names where the words are none.
function(enumeration_of enums_out words_out field)
  set(constants "")
  set(words "")
  set(count 0)
  member(name "${field}" "" enumeration name)
  member(prefix "${field}" "" enumeration prefix)
  member(unknown "${field}" "" enumeration unknown)
  if(unknown)
    string(APPEND constants "    ${prefix}_${unknown},\n")
    string(APPEND words "\"\", ")
    set(count 1)
  endif()
  string(JSON last LENGTH "${field}" constraints enum)
  math(EXPR count "${count} + ${last}")
  math(EXPR last "${last} - 1")
  foreach(w RANGE ${last})
    string(JSON word GET "${field}" constraints enum ${w})
    member(constant "${field}" "${word}" enumeration names ${w})
    quoted(quoted_word "${word}")
    string(TOUPPER ${constant} constant)
    string(APPEND constants "    ${prefix}_${constant},\n")
    string(APPEND words "${quoted_word}, ")
  endforeach()
  string(TOUPPER ${name} upper)
  set(${enums_out} "enum ${name} {\n${constants}};\nenum { ${upper}_WORDS = ${count} };\nextern const char *const ${name}_words[${upper}_WORDS];\n\n" PARENT_SCOPE)
  set(${words_out} "const char *const ${name}_words[] = {${words}};\n\n" PARENT_SCOPE)
endfunction()

set(enums "/* Generated from schemas/ by generate.cmake. */\n#ifndef ENUMS_GENERATED_H\n#define ENUMS_GENERATED_H\n\n/* The words of columns: of a row, and of the struct it is made from. */\n\n")
set(table_enum "")
set(other_enum "")
set(table_rows "")
foreach(table IN LISTS tables other_tables)
  file(READ ${SCHEMAS}/${table}.json json)
  string(TOUPPER ${table} upper)
  column_prefix(prefix ${table})
  string(JSON count LENGTH "${json}" fields)
  math(EXPR last "${count} - 1")
  set(names "")
  set(rows "")
  foreach(i RANGE ${last})
    string(JSON field GET "${json}" fields ${i})
    member(name "${field}" "" name)
    member(type "${field}" string type)
    member(width "${field}" 12 width)
    flag(wrap "${field}" wrap)
    flag(folded "${field}" folded)
    flag(reviewed "${field}" reviewed)
    flag(required "${field}" constraints required)
    foreach(text title description cellFormat)
      member(value "${field}" "" ${text})
      quoted(${text} "${value}")
    endforeach()
    member(labels "${field}" "{}" labels)
    string(JSON label_count LENGTH "${labels}")
    if(label_count)
      set(pairs "")
      math(EXPR last_label "${label_count} - 1")
      foreach(l RANGE ${last_label})
        string(JSON code MEMBER "${labels}" ${l})
        string(JSON label GET "${labels}" "${code}")
        quoted(quoted_code "${code}")
        quoted(label "${label}")
        string(APPEND pairs "{${quoted_code}, ${label}}, ")
      endforeach()
      string(APPEND source "static const struct column_label ${table}_${name}_labels[] = {${pairs}};\n")
      set(label_list ${table}_${name}_labels)
    else()
      set(label_list NULL)
    endif()
    member(enumeration "${field}" "" enumeration name)
    if(enumeration)
      enumeration_of(new_enum new_words "${field}")
      string(APPEND enums "${new_enum}")
      string(APPEND source "${new_words}")
    endif()
    string(TOUPPER ${name} upper_name)
    string(TOUPPER ${type} upper_type)
    string(APPEND names "    ${prefix}_${upper_name},\n")
    string(APPEND rows "    {\"${name}\", ${title}, ${description}, ${cellFormat}, COLUMN_${upper_type}, ${width}, ${wrap}, ${required}, ${folded}, ${reviewed}, ${label_list}, ${label_count}},\n")
  endforeach()
  string(APPEND header "enum ${table}_column {\n${names}    ${prefix}_COLUMNS\n};\n\n")
  bytes_of(hex ${SCHEMAS}/${table}.json)
  string(APPEND source "static const struct column ${table}_columns[] = {\n${rows}};\n"
                       "static const unsigned char ${table}_schema[] = {\n${hex}0};\n\n")
  foreach(text title description)
    member(value "${json}" "" ${text})
    quoted(${text} "${value}")
  endforeach()
  member(key "${json}" "[]" primaryKey)
  columns_of(key key_count "${key}" ${table})
  foreign_keys_of(foreign_keys foreign_key_count "${json}" ${table})
  set(foreign_key_list NULL)
  if(foreign_key_count)
    set(foreign_key_list ${table}_foreign_keys)
    string(APPEND source "static const struct foreign_key ${table}_foreign_keys[] = {\n${foreign_keys}};\n\n")
  endif()
  if(NOT key)
    set(key 0)
  endif()
  if(table IN_LIST tables)
    string(APPEND table_enum "    TABLE_${upper},\n")
  else()
    string(APPEND other_enum "    TABLE_${upper},\n")
  endif()
  string(APPEND table_rows "    {\"${table}\", ${title}, ${description}, ${table}_columns, ${prefix}_COLUMNS, {${key}}, ${key_count}, ${foreign_key_list}, ${foreign_key_count}, (const char *)${table}_schema},\n")
endforeach()
string(APPEND header "enum table_name {\n${table_enum}    TABLES, /* of a run; the others follow */\n    TABLE_BEFORE_OTHERS = TABLES - 1,\n${other_enum}    ALL_TABLES\n};\n\nextern const struct table tables[ALL_TABLES];\n\n")
string(APPEND source "const struct table tables[ALL_TABLES] = {\n${table_rows}};\n\n")

# The words of the workbook and of the review pages that belong to no column: BOOK_TITLE_WORD, REVIEW_TITLE_WORD.
string(APPEND header "/* A word in both languages. */\nstruct interface_word {\n    const char *chinese, *english;\n};\n\n")
foreach(words workbook review)
  file(READ ${SCHEMAS}/${words}.json json)
  string(JSON word_count LENGTH "${json}" words)
  math(EXPR last "${word_count} - 1")
  string(TOUPPER ${words} upper)
  if(words STREQUAL workbook)
    set(upper BOOK)
  endif()
  string(TOLOWER ${upper} lower)
  set(word_enum "")
  set(word_rows "")
  foreach(i RANGE ${last})
    string(JSON key MEMBER "${json}" words ${i})
    foreach(language RANGE 1)
      string(JSON text_${language} GET "${json}" words ${key} ${language})
      quoted(text_${language} "${text_${language}}")
    endforeach()
    string(TOUPPER ${key} upper_key)
    string(APPEND word_enum "    ${upper}_${upper_key}_WORD,\n")
    string(APPEND word_rows "    {${text_0}, ${text_1}},\n")
  endforeach()
  string(APPEND header "enum ${lower}_word_name {\n${word_enum}    ${upper}_WORDS\n};\n
extern const struct interface_word ${lower}_words[${upper}_WORDS];\n\n")
  string(APPEND source "const struct interface_word ${lower}_words[${upper}_WORDS] = {\n${word_rows}};\n\n")
endforeach()

# What diagnostics say, in both languages: English, Chinese.
file(READ ${SCHEMAS}/messages.json json)
string(JSON message_count LENGTH "${json}" messages)
math(EXPR last "${message_count} - 1")
set(message_rows "")
foreach(i RANGE ${last})
  foreach(language RANGE 1)
    string(JSON text_${language} GET "${json}" messages ${i} ${language})
    quoted(text_${language} "${text_${language}}")
  endforeach()
  string(APPEND message_rows "    {${text_1}, ${text_0}},\n")
endforeach()
string(APPEND header "enum { DIAGNOSTIC_MESSAGES = ${message_count} };\nextern const struct interface_word diagnostic_messages[DIAGNOSTIC_MESSAGES];\n\n")
string(APPEND source "const struct interface_word diagnostic_messages[DIAGNOSTIC_MESSAGES] = {\n${message_rows}};\n\n")

# What the files without words hold stands in order: they come last, so that only the others take a bit of the trie.
set(wordless ${lexicons})
list(FILTER wordless INCLUDE REGEX "/(evidence_[a-z]+|confidence)[.]csv$")
list(FILTER lexicons EXCLUDE REGEX "/(evidence_[a-z]+|confidence|word_classes|word_lists|named_words)[.]csv$")

# The few words that code asks for by name: ZH_YEAR, one word or several as a|b|c. One character has its code point too:
# CODE_YEAR.
file(STRINGS ${SCHEMAS}/named_words.csv lines ENCODING UTF-8)
list(POP_FRONT lines)
foreach(line IN LISTS lines)
  if(NOT line MATCHES "^([a-z_]+),([^,\"]+),[^,]+,.+$")
    message(FATAL_ERROR "named_words.csv: a line needs a name, words, an example and a reason: ${line}")
  endif()
  string(TOUPPER ${CMAKE_MATCH_1} upper)
  string(APPEND enums "#define ZH_${upper} \"${CMAKE_MATCH_2}\"\n")
  string(HEX "${CMAKE_MATCH_2}" hex)
  if(hex MATCHES "^(e.)(..)(..)$")
    math(EXPR code "((0x${CMAKE_MATCH_1} & 15) << 12) | ((0x${CMAKE_MATCH_2} & 63) << 6) | (0x${CMAKE_MATCH_3} & 63)")
    string(APPEND enums "#define CODE_${upper} ${code}\n")
  endif()
endforeach()
string(APPEND enums "\n")

# The classes of schemas/words.csv. The stage words keeps those that it reads as bits of a word; the others only choose
# the words of a list.
file(STRINGS ${SCHEMAS}/word_classes.csv lines ENCODING UTF-8)
list(POP_FRONT lines)
set(class_enum "")
set(class_names "")
set(all_class_names "")
foreach(line IN LISTS lines)
  if(NOT line MATCHES "^([a-z_]+),(words|lists),(.+)$")
    message(FATAL_ERROR "word_classes.csv: a line needs a class, words or lists, and what the class means: ${line}")
  endif()
  string(TOUPPER ${CMAKE_MATCH_1} upper)
  if("${CMAKE_MATCH_2}" STREQUAL "words")
    string(APPEND class_enum "    CLASS_${upper},\n")
    string(APPEND class_names "\"${CMAKE_MATCH_1}\", ")
  endif()
  list(APPEND all_classes ${CMAKE_MATCH_1})
  string(APPEND all_class_names "\"${CMAKE_MATCH_1}\", ")
endforeach()
string(APPEND enums "/* The classes that the stage words reads, in the order of their names. */\nenum word_class {\n${class_enum}    ALL_WORD_CLASSES\n};\nextern const char *const word_class_names[ALL_WORD_CLASSES];\n\n")
string(APPEND source "const char *const word_class_names[] = {${class_names}};\n\nconst char *const all_word_class_names[] = {${all_class_names}};\n\n")

# The lists that are made of schemas/words.csv: a line of word_lists.csv names a list, classes, and what the list's other
# columns say of the words that have all of these classes.
file(STRINGS ${SCHEMAS}/word_lists.csv lines ENCODING UTF-8)
list(POP_FRONT lines)
set(word_lists "")
set(word_list_lines "")
foreach(line IN LISTS lines)
  if(NOT line MATCHES "^([a-z_]+),([a-z_ ]+),(.*)$")
    message(FATAL_ERROR "word_lists.csv: a line needs a list, classes, and cells such as role=object: ${line}")
  endif()
  set(list_name ${CMAKE_MATCH_1})
  set(classes "${CMAKE_MATCH_2}")
  string(REPLACE " " ";" cells "${CMAKE_MATCH_3}")
  string(REPLACE " " ";" class_list "${classes}")
  foreach(class IN LISTS class_list)
    if(NOT class IN_LIST all_classes)
      message(FATAL_ERROR "word_lists.csv: no line of word_classes.csv has the class ${class}")
    endif()
  endforeach()
  if(NOT list_name IN_LIST word_lists)
    list(APPEND word_lists ${list_name})
    set(columns_of_${list_name} word)
  endif()
  string(TOUPPER ${list_name} upper)
  set(initializers "")
  foreach(cell IN LISTS cells)
    if(NOT cell MATCHES "^([a-z_]+)=(.+)$")
      message(FATAL_ERROR "word_lists.csv: a cell is written column=value: ${cell}")
    endif()
    if(NOT CMAKE_MATCH_1 IN_LIST columns_of_${list_name})
      list(APPEND columns_of_${list_name} ${CMAKE_MATCH_1})
    endif()
    string(TOUPPER ${CMAKE_MATCH_1} upper_column)
    string(APPEND initializers "[${upper}_${upper_column}] = \"${CMAKE_MATCH_2}\", ")
  endforeach()
  string(APPEND word_list_lines "    {LEXICON_${upper}, \"${classes}\", {${initializers}}},\n")
endforeach()
list(SORT word_lists)

# Evidence: the C names of its lines. Each line has an example and its right answer, or the build stops.
set(evidence_header "evidence,weight,example,right,says")
string(APPEND enums "/* The names of the evidence. */\n\n")
set(evidence_enum "")
set(evidence_rows "")
set(most_evidence 64)
foreach(path IN LISTS wordless)
  get_filename_component(file ${path} NAME_WE)
  if(file STREQUAL confidence)
    continue()
  endif()
  string(REPLACE "evidence_" "" name ${file})
  string(TOUPPER ${file} upper)
  file(STRINGS ${path} lines ENCODING UTF-8)
  list(POP_FRONT lines first)
  if(NOT first STREQUAL evidence_header)
    message(FATAL_ERROR "${file}.csv: its header row is ${evidence_header}")
  endif()
  set(names "")
  set(strings "")
  foreach(line IN LISTS lines)
    if(NOT line MATCHES "^([a-z][a-z0-9_]*),-?[0-9]+([.][0-9]+)?,[^,\";]+,[^,\";]+,[^,\";]+$")
      message(FATAL_ERROR "${file}.csv: a line needs a name, a weight, an example, its right answer and what it says, without quotes and semicolons: ${line}")
    endif()
    string(TOUPPER ${CMAKE_MATCH_1} upper_name)
    string(APPEND names "    ${upper}_${upper_name},\n")
    string(APPEND strings "\"${CMAKE_MATCH_1}\", ")
  endforeach()
  string(APPEND enums "enum ${file}_name {\n${names}    ${upper}_LINES\n};\n\n")
  string(APPEND source "static const char *const ${file}_names[] = {${strings}};\n\n")
  list(LENGTH lines count)
  while(count GREATER most_evidence)
    math(EXPR most_evidence "${most_evidence} + 64")
  endwhile()
  string(APPEND evidence_enum "    ${upper},\n")
  string(APPEND evidence_rows "    {\"${name}\", ${file}_names, ${upper}_LINES, ${upper}_ALWAYS, LEXICON_${upper}},\n")
endforeach()

set(lexicon_enum "")
set(lexicon_rows "")
foreach(path IN LISTS lexicons word_lists wordless)
  get_filename_component(name ${path} NAME_WE)
  string(TOUPPER ${name} upper)
  if(path IN_LIST word_lists)
    set(columns ${columns_of_${name}})
  else()
    file(STRINGS ${path} first LIMIT_COUNT 1 ENCODING UTF-8)
    string(REPLACE "," ";" columns "${first}")
  endif()
  set(enum "")
  set(strings "")
  foreach(column IN LISTS columns)
    string(TOUPPER ${column} upper_column)
    string(APPEND enum "    ${upper}_${upper_column},\n")
    string(APPEND strings "\"${column}\", ")
  endforeach()
  string(APPEND header "enum ${name}_lexicon_column {\n${enum}    ${upper}_LEXICON_COLUMNS\n};\n\n")
  string(APPEND source "static const char *const ${name}_header[] = {${strings}};\n")
  if(path IN_LIST word_lists)
    set(bytes "NULL, 0")
  else()
    bytes_of(hex ${path})
    string(APPEND source "static const unsigned char ${name}_bytes[] = {\n${hex}0};\n\n")
    set(bytes "${name}_bytes, sizeof ${name}_bytes - 1")
  endif()
  if(path IN_LIST wordless AND NOT lexicon_enum MATCHES LEXICONS_OF_WORDS)
    string(APPEND lexicon_enum "    LEXICONS_OF_WORDS, /* the others follow */\n    LEXICON_BEFORE_OTHERS = LEXICONS_OF_WORDS - 1,\n")
  endif()
  string(APPEND lexicon_enum "    LEXICON_${upper},\n")
  string(APPEND lexicon_rows "    {\"${name}\", ${name}_header, ${upper}_LEXICON_COLUMNS, ${bytes}},\n")
endforeach()
string(REGEX MATCHALL "\n" ends "${word_list_lines}")
list(LENGTH ends word_list_count)
list(LENGTH all_classes class_count)
string(APPEND header "enum lexicon_name {\n${lexicon_enum}    LEXICONS\n};\n\nextern const struct lexicon_source lexicon_sources[LEXICONS];\n
/* The words of words.csv that have all of some classes as a row of a list: what the list's columns but the first hold. */
enum { MOST_LIST_COLUMNS = 8 };
struct word_list_line {
    enum lexicon_name list;
    const char *classes, *cells[MOST_LIST_COLUMNS];
};\n
enum { WORD_LIST_LINES = ${word_list_count}, EVERY_WORD_CLASS = ${class_count} };\nextern const struct word_list_line word_list_lines[WORD_LIST_LINES];
extern const char *const all_word_class_names[EVERY_WORD_CLASS];\n
struct evidence_source {
    const char *name;
    const char *const *names; /* of its lines */
    size_t count;
    unsigned always; /* the line that counts in every sum */
    enum lexicon_name lexicon;
};\n\nextern const struct evidence_source evidence_tables[EVIDENCE_TABLES];\n\n#endif\n")
string(APPEND source "const struct lexicon_source lexicon_sources[LEXICONS] = {\n${lexicon_rows}};\n\n"
                     "const struct word_list_line word_list_lines[WORD_LIST_LINES] = {\n${word_list_lines}};\n\n"
                     "const struct evidence_source evidence_tables[EVIDENCE_TABLES] = {\n${evidence_rows}};\n")

string(APPEND enums "enum evidence_table {\n${evidence_enum}    EVIDENCE_TABLES\n};\n
/* The lines of the longest table, in whole words of 64 bits. */\nenum { EVIDENCE_MOST = ${most_evidence} };\n\n#endif\n")

file(WRITE ${OUT}/enums_generated.h.new "${enums}")
file(WRITE ${OUT}/schemas_generated.h.new "${header}")
file(WRITE ${OUT}/schemas_generated.c.new "${source}")
foreach(file enums_generated.h schemas_generated.h schemas_generated.c)
  file(COPY_FILE ${OUT}/${file}.new ${OUT}/${file} ONLY_IF_DIFFERENT)
endforeach()
