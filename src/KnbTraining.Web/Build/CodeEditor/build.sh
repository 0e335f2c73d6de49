#!/bin/sh
# Builds wwwroot/vendor/code-editor.js, its SHA-256 and the licences of what is in it, from the versions that package-lock.json pins.
# Needs node and npm, and a registry of npm. Nobody needs it to build the application: what it makes is committed.
#   sh src/KnbTraining.Web/Build/CodeEditor/build.sh          builds
#   sh src/KnbTraining.Web/Build/CodeEditor/build.sh --check  builds elsewhere and says whether the committed bundle is the same
set -eu
here=$(cd "$(dirname "$0")" && pwd)
vendor="$here/../../wwwroot/vendor"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/package-lock.json" "$here/editor.mjs" "$work/"
cd "$work"
npm ci --no-audit --no-fund --silent
node_modules/.bin/esbuild editor.mjs --bundle --format=esm --minify --target=es2022 --legal-comments=none --charset=utf8 --outfile=code-editor.js --log-level=warning
{
  echo "The editor of documents as text (wwwroot/vendor/code-editor.js) is built from these packages, each under the MIT licence, by Build/CodeEditor/build.sh"
  for package in $(cd node_modules && ls -d @codemirror/* @lezer/* @marijn/* crelt style-mod w3c-keyname 2>/dev/null | sort); do
    echo "    $package $(node -p "require('./node_modules/$package/package.json').version")  $(grep -i -m 1 '^copyright' "node_modules/$package/LICENSE" | sed 's/ <[^>]*>//')"
  done
} > CodeEditor.txt
if [ "${1:-}" = "--check" ]; then
  cmp code-editor.js "$vendor/code-editor.js" && cmp CodeEditor.txt "$here/../Notices/CodeEditor.txt" && echo "The committed bundle is what the sources make."
  exit
fi
mkdir -p "$vendor"
cp code-editor.js "$vendor/code-editor.js"
cp CodeEditor.txt "$here/../Notices/CodeEditor.txt"
(cd "$vendor" && sha256sum code-editor.js > code-editor.js.sha256)
