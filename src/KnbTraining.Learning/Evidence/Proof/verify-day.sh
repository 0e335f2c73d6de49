#!/bin/sh
# Verifies the lines of one day of the ledger, with openssl and sha256sum alone.
#
#   sh verify-day.sh LINES CHECKPOINT KEY
#
# LINES       the file of the lines of that day, each line ended by LF
# CHECKPOINT  a signed checkpoint with the line "day YYYY-MM-DD first last sha256" of that day
# KEY         the public key (PEM) that you got on another way than the checkpoint
#
# Ends with 0 where everything holds, with 1 where it does not, with 2 where a file is missing.
#
# By hand: verify the checkpoint (verify-checkpoint.sh says how), then compare its line with
#
#   sha256sum "$lines"
set -eu
LC_ALL=C
export LC_ALL

fail() {
    echo "NOT GENUINE: $1" >&2
    exit 1
}

if [ $# -ne 3 ] || [ ! -r "$1" ] || [ ! -r "$2" ] || [ ! -r "$3" ]; then
    echo "usage: sh verify-day.sh LINES CHECKPOINT KEY" >&2
    exit 2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sh "$(dirname "$0")/verify-checkpoint.sh" "$2" "$3" "$work/text"

day=
while IFS= read -r line; do
    case $line in
        'day '*) day=$line ;;
    esac
done < "$work/text"
[ -n "$day" ] || fail "the checkpoint speaks of no day."

set -f
set -- "$1" $day
[ "$(sha256sum < "$1" | cut -c 1-64)" = "$6" ] || fail "the file is not the one of $3 that the checkpoint fixes."
[ "$(wc -l < "$1")" -eq $(($5 - $4 + 1)) ] || fail "the file does not hold as many lines as the checkpoint says."
echo "The file holds lines $4 to $5 of $3 as they were when the checkpoint was signed."
