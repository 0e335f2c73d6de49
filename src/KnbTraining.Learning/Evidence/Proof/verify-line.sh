#!/bin/sh
# Verifies one line of the ledger against a signed checkpoint, with openssl and sha256sum alone.
#
#   sh verify-line.sh LINE PROOF KEY
#
# LINE   a file with the one line, with or without its line end
# PROOF  its *.tlog-proof
# KEY    the public key (PEM) that you got on another way than the proof
#
# Ends with 0 where everything holds, with 1 where it does not, with 2 where a file is missing.
#
# By hand: the hash of a line is that of a byte 0 and the line; the hash of two hashes is that of a byte 1 and both, the left one
# first. Hashed with those of the proof one after the other, the line leads to the root in the checkpoint (RFC 9162, section
# 2.1.3.2, says on which side each stands). In a tree of two lines, for the first:
#
#   { printf '\000'; printf '%s' "$line"; } | openssl dgst -sha256 -binary > left
#   printf '%s' "$proof" | openssl base64 -d -A > right
#   { printf '\001'; cat left right; } | openssl dgst -sha256 -binary | openssl base64 -A
set -eu
LC_ALL=C
export LC_ALL

fail() {
    echo "NOT GENUINE: $1" >&2
    exit 1
}

if [ $# -ne 3 ] || [ ! -r "$1" ] || [ ! -r "$2" ] || [ ! -r "$3" ]; then
    echo "usage: sh verify-line.sh LINE PROOF KEY" >&2
    exit 2
fi

# A number as sh can count with it: it takes what begins with 0 for octal.
number() {
    case $1 in
        0) ;;
        '' | *[!0-9]* | 0* | ???????????????????*) fail "'$1' is no number." ;;
    esac
    echo "$1"
}

bytes() { printf '%s' "$1" | openssl base64 -d -A; }

node() { { printf '\001'; bytes "$1"; bytes "$2"; } | openssl dgst -sha256 -binary | openssl base64 -A; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

index=
part=start
: > "$work/hashes"
: > "$work/checkpoint"
while IFS= read -r line; do
    case $part in
        start)
            [ "$line" = 'c2sp.org/tlog-proof@v1' ] || fail "this is no proof of a line."
            part=index
            ;;
        index)
            case $line in
                'extra '*) ;;
                'index '*)
                    index=$(number "${line#index }")
                    part=hashes
                    ;;
                *) fail "the proof does not say which line it is." ;;
            esac
            ;;
        hashes)
            if [ -n "$line" ]; then
                printf '%s\n' "$line" >> "$work/hashes"
            else
                part=checkpoint
            fi
            ;;
        checkpoint) printf '%s\n' "$line" >> "$work/checkpoint" ;;
    esac
done < "$2"

sh "$(dirname "$0")/verify-checkpoint.sh" "$work/checkpoint" "$3" "$work/text"
{ read -r origin; read -r size; read -r root; } < "$work/text"
at=$index
size=$(number "$size")
last=$((size - 1))
[ "$at" -le "$last" ] || fail "the checkpoint does not reach to the line."

# Bytes are counted instead of read into a variable, which would lose some of them.
length=$(wc -c < "$1")
if [ "$(tail -c 1 "$1" | od -An -v -t x1 | tr -d ' ')" = 0a ]; then
    length=$((length - 1))
fi
hash=$({ printf '\000'; head -c "$length" "$1"; } | openssl dgst -sha256 -binary | openssl base64 -A)
while IFS= read -r sibling; do
    [ "$last" -gt 0 ] || fail "the proof is too long."
    if [ $((at % 2)) -eq 1 ] || [ "$at" -eq "$last" ]; then
        hash=$(node "$sibling" "$hash")
        while [ $((at % 2)) -eq 0 ] && [ "$at" -ne 0 ]; do
            at=$((at / 2))
            last=$((last / 2))
        done
    else
        hash=$(node "$hash" "$sibling")
    fi
    at=$((at / 2))
    last=$((last / 2))
done < "$work/hashes"

[ "$last" -eq 0 ] || fail "the proof is too short."
[ "$hash" = "$root" ] || fail "the line is not the one that stands there under the checkpoint."
echo "The line is number $((index + 1)) of $origin, as it was when the checkpoint was signed."
