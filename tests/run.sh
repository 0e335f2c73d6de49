#!/usr/bin/env bash
# Runs all tests. Needs the .NET SDK of global.json; finds Chromium or, as root on Debian, installs it.
# The last line is `N passed, N failed` with the true sums; the exit code is 0 only where nothing failed.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# Processes of a test run live for minutes: counting calls for code that is better later costs them a fifth of their time.
export DOTNET_TieredPGO=0

# For the same reason a method is compiled a second time, and better, after 1,024 calls (hexadecimal 400) instead of 30.
export DOTNET_TC_CallCountThreshold=400

# Collecting beside the program helps who waits for an answer; here two cores are busy all the same.
export DOTNET_gcConcurrent=0

# Short runs compile much and keep little: code is written where it is run, without a second view of its memory for each method, and memory is
# collected after 64 MiB (hexadecimal 4000000) instead of after a few. Together they save about a tenth of the processor.
export DOTNET_EnableWriteXorExecute=0 DOTNET_GCgen0size=0x4000000

fail() { printf '%s\n' "$1" >&2; printf '0 passed, 1 failed\n'; exit 1; }

command -v dotnet >/dev/null || fail "The .NET SDK is missing: install the version named in global.json, then run this again."

# Without a window to draw, Chromium's headless shell does with half of the processor what the whole browser does.
find_chromium() {
    for candidate in "${KNB_CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome-stable google-chrome; do
        if [ -n "$candidate" ] && command -v "$candidate" >/dev/null; then command -v "$candidate"; return 0; fi
    done
    return 1
}

install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null 2>&1; }

if [ -z "${KNB_CHROMIUM:-}" ] && ! command -v chromium-headless-shell >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing Chromium for the browser tests …"
        apt-get update -qq
        install chromium-headless-shell || find_chromium >/dev/null || install chromium ||
            fail "Chromium could not be installed with apt-get; install it by hand or set KNB_CHROMIUM to its path."
    elif ! find_chromium >/dev/null; then
        fail "The browser tests need Chromium. Install it (Debian: apt-get install chromium-headless-shell) or set KNB_CHROMIUM to its path, then run this again."
    fi
fi
KNB_CHROMIUM=$(find_chromium) || fail "Chromium was installed but cannot be found; set KNB_CHROMIUM to its path."
export KNB_CHROMIUM

# The README's lines for reverse proxies are run by the servers themselves. Without them those tests are skipped, and say so.
proxies=()
[ -x /usr/sbin/nginx ] || proxies+=(nginx-light)
[ -x /usr/sbin/apache2 ] || proxies+=(apache2-bin)
if [ "${#proxies[@]}" -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${proxies[*]} for the tests of reverse proxies …"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${proxies[@]}" >/dev/null; } || echo "They could not be installed; those tests are skipped."
fi

# Tests about databases run on PostgreSQL too, on a server of their own. Without it those tests are skipped, and say so.
if [ -z "${KNB_POSTGRESQL:-}" ] && [ ! -x /usr/lib/postgresql/15/bin/postgres ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing postgresql for the tests of databases …"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql-15 >/dev/null; } || echo "It could not be installed; those tests are skipped."
fi

# One compiler for all projects instead of a new one for each. It is ended after the build: nothing is left running.
build=$(mktemp)
dotnet build KnbTraining.sln -c Release --nologo -v quiet -p:UseSharedCompilation=true >"$build" 2>&1 </dev/null
built=$?
dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1 </dev/null
cat "$build"
rm -f "$build"
[ "$built" = 0 ] || fail "The build failed."

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
run() {
    local log=$1 project=$2
    shift 2
    dotnet test --project "tests/$project" -c Release --no-build --no-ansi --no-progress "$@" >"$logs/$log" 2>&1
    echo $? >"$logs/$log.code"
}
passed=0 failed=0 skipped=0
count() {
    local log=$1
    echo "== $2"
    cat "$logs/$log"
    read -r p f s < <(awk '/^Test run summary:/{on=1} on&&/^ *failed:/{f=$2} on&&/^ *succeeded:/{p=$2} on&&/^ *skipped:/{s=$2} END{print p+0, f+0, s+0}' "$logs/$log")
    # A run that breaks off without naming a failed test, or without any word at all, has failed all the same.
    if [ "$(cat "$logs/$log.code" 2>/dev/null)" != 0 ] && [ "${f:-0}" = 0 ]; then f=1; fi
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

# What touches whatever databases do in different ways runs on PostgreSQL too, beside the run of all unit tests: both wait now and then
# for another process, and no unit test has a time to keep. Where all of it is skipped, the code is 8.
( export KNB_TEST_DATABASE=PostgreSql; run postgresql KnbTraining.UnitTests --filter-trait "Database=Each" --ignore-exit-code 8 ) &
run unit KnbTraining.UnitTests
wait
count unit tests/KnbTraining.UnitTests
count postgresql "tests/KnbTraining.UnitTests on PostgreSQL"

# One after the other: side by side they would only share the same cores, and nothing may rest on how fast a page answers.
run web KnbTraining.WebTests
count web tests/KnbTraining.WebTests
run browser KnbTraining.BrowserTests
count browser tests/KnbTraining.BrowserTests

if [ "$skipped" -gt 0 ]; then echo "Skipped: $skipped (each says why above)"; fi
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
