using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DatedStanding : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "ClosedOn",
                table: "Units",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NameEn",
                table: "Units",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NameKk",
                table: "Units",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NameRu",
                table: "Units",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Employment",
                table: "People",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "PersonnelNumber",
                table: "People",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "StandingChanges",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    PersonId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    UnitId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    HolderStatus = table.Column<int>(type: "INTEGER", nullable: true),
                    Capacity = table.Column<int>(type: "INTEGER", nullable: true),
                    Employment = table.Column<int>(type: "INTEGER", nullable: true),
                    SeqIn = table.Column<long>(type: "INTEGER", nullable: false),
                    SeqOut = table.Column<long>(type: "INTEGER", nullable: true),
                    Source = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StandingChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StandingChanges_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_StandingChanges_Units_UnitId",
                        column: x => x.UnitId,
                        principalTable: "Units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Standings",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    PersonId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    UnitId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    HolderStatus = table.Column<int>(type: "INTEGER", nullable: false),
                    Capacity = table.Column<int>(type: "INTEGER", nullable: false),
                    Employment = table.Column<int>(type: "INTEGER", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    SeqIn = table.Column<long>(type: "INTEGER", nullable: false),
                    SeqOut = table.Column<long>(type: "INTEGER", nullable: true),
                    Source = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Standings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Standings_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Standings_Units_UnitId",
                        column: x => x.UnitId,
                        principalTable: "Units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "UnitVersions",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    UnitId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ParentId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Path = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    NameKk = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    NameRu = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    NameEn = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    SeqIn = table.Column<long>(type: "INTEGER", nullable: false),
                    SeqOut = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UnitVersions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_UnitVersions_Units_UnitId",
                        column: x => x.UnitId,
                        principalTable: "Units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_People_PersonnelNumber",
                table: "People",
                column: "PersonnelNumber",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StandingChanges_PersonId_From",
                table: "StandingChanges",
                columns: new[] { "PersonId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_Standings_Holding",
                table: "Standings",
                columns: new[] { "PersonId", "From" },
                unique: true,
                filter: "\"SeqOut\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Standings_PersonId",
                table: "Standings",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_UnitVersions_Holding",
                table: "UnitVersions",
                columns: new[] { "UnitId", "From" },
                unique: true,
                filter: "\"SeqOut\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_UnitVersions_Path",
                table: "UnitVersions",
                column: "Path");

            // Everybody who is there gets the standing of today, from the day (UTC+5) on which they were added: nothing was kept of what held between.
            // Ids are unique in each table, so the person's own serves.
            migrationBuilder.Sql("""
                UPDATE "People" SET "Employment" = 2 WHERE "Active" = 0;
                INSERT INTO "Standings" ("Id", "PersonId", "UnitId", "HolderStatus", "Capacity", "Employment", "From", "Until", "SeqIn", "SeqOut", "Source")
                SELECT "Id", "Id", "UnitId", "HolderStatus", "Capacity", "Employment", date("CreatedAt" / 10000000 - 62135596800, 'unixepoch', '+5 hours'), NULL,
                    COALESCE((SELECT MIN("Number") FROM "Ledger" WHERE "SubjectPersonId" = "People"."Id" AND "Kind" IN ('person.added', 'setup.completed')), 0), NULL, 3
                FROM "People";
                INSERT INTO "StandingChanges" ("Id", "PersonId", "From", "Until", "UnitId", "HolderStatus", "Capacity", "Employment", "SeqIn", "SeqOut", "Source")
                SELECT "Id", "PersonId", "From", NULL, "UnitId", "HolderStatus", "Capacity", "Employment", "SeqIn", NULL, "Source" FROM "Standings";
                INSERT INTO "UnitVersions" ("Id", "UnitId", "ParentId", "Path", "Name", "From", "Until", "SeqIn", "SeqOut")
                SELECT "Id", "Id", "ParentId", "Path", "Name", '1900-01-01', NULL, 0, NULL FROM "Units";
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "StandingChanges");

            migrationBuilder.DropTable(
                name: "Standings");

            migrationBuilder.DropTable(
                name: "UnitVersions");

            migrationBuilder.DropIndex(
                name: "IX_People_PersonnelNumber",
                table: "People");

            migrationBuilder.DropColumn(
                name: "ClosedOn",
                table: "Units");

            migrationBuilder.DropColumn(
                name: "NameEn",
                table: "Units");

            migrationBuilder.DropColumn(
                name: "NameKk",
                table: "Units");

            migrationBuilder.DropColumn(
                name: "NameRu",
                table: "Units");

            migrationBuilder.DropColumn(
                name: "Employment",
                table: "People");

            migrationBuilder.DropColumn(
                name: "PersonnelNumber",
                table: "People");
        }
    }
}
