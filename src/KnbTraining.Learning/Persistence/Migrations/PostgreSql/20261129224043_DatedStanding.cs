using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.PostgreSql
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
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NameEn",
                table: "Units",
                type: "text",
                maxLength: 200,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "NameKk",
                table: "Units",
                type: "text",
                maxLength: 200,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "NameRu",
                table: "Units",
                type: "text",
                maxLength: 200,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<int>(
                name: "Employment",
                table: "People",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "PersonnelNumber",
                table: "People",
                type: "text",
                maxLength: 40,
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "StandingChanges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    UnitId = table.Column<Guid>(type: "uuid", nullable: true),
                    HolderStatus = table.Column<int>(type: "integer", nullable: true),
                    Capacity = table.Column<int>(type: "integer", nullable: true),
                    Employment = table.Column<int>(type: "integer", nullable: true),
                    SeqIn = table.Column<long>(type: "bigint", nullable: false),
                    SeqOut = table.Column<long>(type: "bigint", nullable: true),
                    Source = table.Column<int>(type: "integer", nullable: false)
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    UnitId = table.Column<Guid>(type: "uuid", nullable: false),
                    HolderStatus = table.Column<int>(type: "integer", nullable: false),
                    Capacity = table.Column<int>(type: "integer", nullable: false),
                    Employment = table.Column<int>(type: "integer", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    SeqIn = table.Column<long>(type: "bigint", nullable: false),
                    SeqOut = table.Column<long>(type: "bigint", nullable: true),
                    Source = table.Column<int>(type: "integer", nullable: false)
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    UnitId = table.Column<Guid>(type: "uuid", nullable: false),
                    ParentId = table.Column<Guid>(type: "uuid", nullable: true),
                    Path = table.Column<string>(type: "text", maxLength: 400, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    NameKk = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    NameRu = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    NameEn = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    SeqIn = table.Column<long>(type: "bigint", nullable: false),
                    SeqOut = table.Column<long>(type: "bigint", nullable: true)
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
                UPDATE "People" SET "Employment" = 2 WHERE NOT "Active";
                INSERT INTO "Standings" ("Id", "PersonId", "UnitId", "HolderStatus", "Capacity", "Employment", "From", "Until", "SeqIn", "SeqOut", "Source")
                SELECT "Id", "Id", "UnitId", "HolderStatus", "Capacity", "Employment", ("CreatedAt" AT TIME ZONE interval '5 hours')::date, NULL,
                    COALESCE((SELECT MIN("Number") FROM "Ledger" WHERE "SubjectPersonId" = "People"."Id" AND "Kind" IN ('person.added', 'setup.completed')), 0), NULL, 3
                FROM "People";
                INSERT INTO "StandingChanges" ("Id", "PersonId", "From", "Until", "UnitId", "HolderStatus", "Capacity", "Employment", "SeqIn", "SeqOut", "Source")
                SELECT "Id", "PersonId", "From", NULL, "UnitId", "HolderStatus", "Capacity", "Employment", "SeqIn", NULL, "Source" FROM "Standings";
                INSERT INTO "UnitVersions" ("Id", "UnitId", "ParentId", "Path", "Name", "From", "Until", "SeqIn", "SeqOut")
                SELECT "Id", "Id", "ParentId", "Path", "Name", DATE '1900-01-01', NULL, 0, NULL FROM "Units";
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
