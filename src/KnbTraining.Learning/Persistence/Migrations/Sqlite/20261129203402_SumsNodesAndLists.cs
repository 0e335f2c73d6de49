using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SumsNodesAndLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "OpenedBy",
                table: "Cycles",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "WithdrawnBy",
                table: "Cycles",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "UnitId",
                table: "Attempts",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Chosen",
                table: "AttemptItems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsFirst",
                table: "AttemptItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Misconception",
                table: "AttemptItems",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AnswerSums",
                columns: table => new
                {
                    UnitId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    FamilyKey = table.Column<int>(type: "INTEGER", nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    Turn = table.Column<int>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<int>(type: "INTEGER", nullable: false),
                    Misconception = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Answers = table.Column<int>(type: "INTEGER", nullable: false),
                    Points = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AnswerSums", x => new { x.UnitId, x.Day, x.FamilyKey, x.Language, x.Turn, x.Outcome, x.Misconception });
                    table.ForeignKey(
                        name: "FK_AnswerSums_AskedFamilies_FamilyKey",
                        column: x => x.FamilyKey,
                        principalTable: "AskedFamilies",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AnswerSums_Units_UnitId",
                        column: x => x.UnitId,
                        principalTable: "Units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CycleLists",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    RuleId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Use = table.Column<int>(type: "INTEGER", nullable: false),
                    Total = table.Column<int>(type: "INTEGER", nullable: false),
                    Done = table.Column<int>(type: "INTEGER", nullable: false),
                    LeftOut = table.Column<int>(type: "INTEGER", nullable: false),
                    NextPart = table.Column<int>(type: "INTEGER", nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Number = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CycleLists", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CycleLists_AssignmentRules_RuleId",
                        column: x => x.RuleId,
                        principalTable: "AssignmentRules",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "StoredKeys",
                columns: table => new
                {
                    Purpose = table.Column<int>(type: "INTEGER", nullable: false),
                    Id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Secret = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Public = table.Column<string>(type: "TEXT", nullable: true),
                    AddedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoredKeys", x => new { x.Purpose, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "SweepLeases",
                columns: table => new
                {
                    Work = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Holder = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SweepLeases", x => x.Work);
                });

            migrationBuilder.CreateTable(
                name: "CycleListParts",
                columns: table => new
                {
                    ListId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    People = table.Column<string>(type: "TEXT", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CycleListParts", x => new { x.ListId, x.Number });
                    table.ForeignKey(
                        name: "FK_CycleListParts_CycleLists_ListId",
                        column: x => x.ListId,
                        principalTable: "CycleLists",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_NotInSums",
                table: "Attempts",
                column: "Number",
                filter: "\"State\" = 1 AND \"UnitId\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CycleLists_Running",
                table: "CycleLists",
                column: "RuleId",
                filter: "\"EndedAt\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AnswerSums");

            migrationBuilder.DropTable(
                name: "CycleListParts");

            migrationBuilder.DropTable(
                name: "StoredKeys");

            migrationBuilder.DropTable(
                name: "SweepLeases");

            migrationBuilder.DropTable(
                name: "CycleLists");

            migrationBuilder.DropIndex(
                name: "IX_Attempts_NotInSums",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "OpenedBy",
                table: "Cycles");

            migrationBuilder.DropColumn(
                name: "WithdrawnBy",
                table: "Cycles");

            migrationBuilder.DropColumn(
                name: "UnitId",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "Chosen",
                table: "AttemptItems");

            migrationBuilder.DropColumn(
                name: "IsFirst",
                table: "AttemptItems");

            migrationBuilder.DropColumn(
                name: "Misconception",
                table: "AttemptItems");
        }
    }
}
