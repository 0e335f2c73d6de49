#!/bin/sh
# Verifies the signature of a checkpoint of the ledger, with openssl and sha256sum alone.
#
#   sh verify-checkpoint.sh CHECKPOINT KEY [TEXT]
#
# CHECKPOINT  the file of the checkpoint, or its lines typed from paper or read from a QR code
# KEY         the public key (PEM) that you got on another way than the checkpoint
# TEXT        where to put the signed text, when you want it
#
# Ends with 0 where the signature holds, with 1 where it does not, with 2 where a file is missing.
#
# By hand: the signed text is everything before the empty line. A signature line is "— name base64"; the first four of its bytes are
# the first four of the SHA-256 of the key, the others are the signature.
#
#   printf '%s' "$base64" | openssl base64 -d -A > bytes
#   head -c 4 bytes | od -An -t x1 | tr -d ' '
#   openssl pkey -pubin -in "$key" -outform DER | sha256sum | cut -c 1-8
#   tail -c +5 bytes > signature
#   openssl dgst -sha256 -verify "$key" -signature signature "$text"
set -eu
LC_ALL=C
export LC_ALL

fail() {
    echo "NOT GENUINE: $1" >&2
    exit 1
}

if [ $# -lt 2 ] || [ ! -r "$1" ] || [ ! -r "$2" ]; then
    echo "usage: sh verify-checkpoint.sh CHECKPOINT KEY [TEXT]" >&2
    exit 2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! openssl pkey -pubin -in "$2" -outform DER > "$work/key" 2> /dev/null; then
    echo "'$2' is no public key." >&2
    exit 2
fi
id=$(sha256sum < "$work/key" | cut -c 1-8)
return=$(printf '\r')
: > "$work/text"
part=text
signed=no
while IFS= read -r line || [ -n "$line" ]; do
    case $line in
        *"$return") fail "its lines end with CR LF, as Windows writes them, and not with LF." ;;
    esac
    if [ $part = text ] && [ -n "$line" ]; then
        printf '%s\n' "$line" >> "$work/text"
    elif [ $part = text ]; then
        part=signatures
    else
        # Signatures of other keys stand here too, and are passed over.
        printf '%s' "${line##* }" | openssl base64 -d -A > "$work/signature" || :
        if [ "$(head -c 4 "$work/signature" | od -An -v -t x1 | tr -d ' \n')" = "$id" ]; then
            tail -c +5 "$work/signature" > "$work/signature.der"
            openssl dgst -sha256 -verify "$2" -signature "$work/signature.der" "$work/text" > /dev/null 2>&1 \
                || fail "the signature of key $id does not fit the text of the checkpoint."
            signed=yes
        fi
    fi
done < "$1"

[ $signed = yes ] || fail "key $id did not sign this checkpoint."
if [ $# -gt 2 ]; then
    cp "$work/text" "$3"
fi
echo "The checkpoint is signed by key $id."
