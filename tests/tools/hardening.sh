#!/usr/bin/env bash
# Checks that a binary was built with the hardening that SECURITY.md names. usage: tests/tools/hardening.sh BINARY
set -eu
binary=$1 faults=0
demand() {
  if ! grep -qE "$2" <<<"$3"; then
    echo "$binary: no $1"
    faults=1
  fi
}
symbols=$(readelf --wide --symbols "$binary")
demand PIE 'Type: +DYN' "$(readelf --file-header "$binary")"
segments=$(readelf --wide --program-headers "$binary")
demand RELRO GNU_RELRO "$segments"
demand 'non-executable stack' 'GNU_STACK.* RW +0x' "$segments"
demand 'immediate binding' 'NOW' "$(readelf --dynamic "$binary")"
demand 'stack protector' '__stack_chk_fail' "$symbols"
demand FORTIFY '__(memcpy|snprintf|vsnprintf|fprintf|printf|memset|strcpy|read|vfprintf)_chk' "$symbols"
exit $faults
