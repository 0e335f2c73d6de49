#!/usr/bin/env bash
# Makes the foreign programs of this folder anew from the packages of npm, and their list of hashes. Needs node, npm and sha256sum.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent feelin@8.2.0 lezer-feel@3.0.1 min-dash@5.1.0 @lezer/common@1.5.5 @lezer/highlight@1.2.5 @lezer/lr@1.4.12 temporal-polyfill@1.0.8 temporal-utils@1.0.4 \
    scorm-again@3.4.3 esbuild@0.28.2
printf "import { evaluate, unaryTest } from 'feelin';\nglobalThis.feelin = { evaluate, unaryTest };\n" > entry.js
node_modules/@esbuild/linux-x64/bin/esbuild entry.js --bundle --minify --format=iife --target=es2022 --legal-comments=none --outfile="$here/feelin.min.js"
sed '/^\/\/# sourceMappingURL/d' node_modules/scorm-again/dist/scorm12.min.js > "$here/scorm12.min.js"
: > "$here/LICENCES.txt"
for package in feelin lezer-feel min-dash @lezer/common @lezer/highlight @lezer/lr temporal-polyfill temporal-utils scorm-again; do
    printf '%s %s\n\n' "$package" "$(node -p "require('./node_modules/$package/package.json').version")" >> "$here/LICENCES.txt"
    cat "node_modules/$package/LICENSE" >> "$here/LICENCES.txt"
    printf '\n----\n\n' >> "$here/LICENCES.txt"
done
cd "$here"
sha256sum ./*.min.js > SHA256SUMS
