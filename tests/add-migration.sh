#!/usr/bin/env bash
# Adds a migration to both databases under one name and one time, and compiles the models of both again, from which every start reads them.
# Usage: tests/add-migration.sh NAME
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?Usage: tests/add-migration.sh NAME}
project=src/KnbTraining.Learning
dotnet tool restore
dotnet build "$project" --nologo -v quiet
stamp=$(date -u +%Y%m%d%H%M%S)
for database in Sqlite PostgreSql; do
    folder=$project/Persistence/Migrations/$database
    dotnet ef migrations add "$name" --no-build -p "$project" -c "${database}LearningDbContext" -o "Persistence/Migrations/$database"

    # The tool takes the time of its own start; a test compares the two lists of names.
    made=$(cd "$folder" && ls | sed -n "s/_$name\.cs$//p")
    if [ "$made" != "$stamp" ]; then
        sed -i "s/${made}_$name/${stamp}_$name/" "$folder/${made}_$name.Designer.cs"
        mv "$folder/${made}_$name.cs" "$folder/${stamp}_$name.cs"
        mv "$folder/${made}_$name.Designer.cs" "$folder/${stamp}_$name.Designer.cs"
    fi
done
for database in Sqlite PostgreSql; do
    dotnet ef dbcontext optimize -p "$project" -c "${database}LearningDbContext" -o "Persistence/CompiledModels/$database" \
        -n "KnbTraining.Learning.Persistence.CompiledModels.$database"
done
