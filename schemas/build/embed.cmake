# Writes a C file with the bytes of files: `const struct slice NAME` for each, with dots as underscores.
# usage: cmake -DFILES=A;B -DOUT=FILE.c -P embed.cmake
cmake_minimum_required(VERSION 3.20)
set(source "#include \"stages/write/review.h\"\n\n")
foreach(path IN LISTS FILES)
  get_filename_component(name ${path} NAME)
  string(REPLACE "." "_" name ${name})
  file(READ ${path} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
  string(REGEX REPLACE "(................................................................................)" "\\1\n" hex "${hex}")
  string(APPEND source "static const unsigned char ${name}_bytes[] = {\n${hex}0};\n"
                       "const struct slice ${name} = {(const char *)${name}_bytes, sizeof ${name}_bytes - 1};\n\n")
endforeach()
file(WRITE ${OUT} "${source}")
