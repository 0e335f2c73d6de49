using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ReportSums : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CycleSpans_PersonId_CourseId_From",
                table: "CycleSpans");

            migrationBuilder.CreateTable(
                name: "AnswerMonths",
                columns: table => new
                {
                    UnitId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Misconception = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    FamilyKey = table.Column<int>(type: "INTEGER", nullable: false),
                    Answers = table.Column<int>(type: "INTEGER", nullable: false),
                    Missed = table.Column<int>(type: "INTEGER", nullable: false),
                    Sure = table.Column<int>(type: "INTEGER", nullable: false),
                    FirstAnswers = table.Column<int>(type: "INTEGER", nullable: false),
                    FirstPoints = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AnswerMonths", x => new { x.UnitId, x.Misconception, x.Month, x.FamilyKey });
                    table.ForeignKey(
                        name: "FK_AnswerMonths_AskedFamilies_FamilyKey",
                        column: x => x.FamilyKey,
                        principalTable: "AskedFamilies",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AnswerMonths_Units_UnitId",
                        column: x => x.UnitId,
                        principalTable: "Units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SummedUnits",
                columns: table => new
                {
                    UnitId = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SummedUnits", x => x.UnitId);
                    table.ForeignKey(
                        name: "FK_SummedUnits_Units_UnitId",
                        column: x => x.UnitId,
                        principalTable: "Units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_People_SortKey_Id",
                table: "People",
                columns: new[] { "SortKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_CycleSpans_Begun",
                table: "CycleSpans",
                columns: new[] { "State", "From", "Until", "Due", "ValidUntil", "SeqOut" },
                filter: "\"SeqOut\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CycleSpans_Ended",
                table: "CycleSpans",
                columns: new[] { "State", "Until", "SeqOut" },
                filter: "\"SeqOut\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CycleSpans_People",
                table: "CycleSpans",
                columns: new[] { "PersonId", "CourseId", "From", "Until", "SeqOut", "State", "Due", "ValidUntil" });

            migrationBuilder.CreateIndex(
                name: "IX_AttemptItems_Missed",
                table: "AttemptItems",
                columns: new[] { "FamilyKey", "AttemptNumber", "Score", "Certainty" },
                filter: "\"Score\" < 1.0");

            migrationBuilder.CreateIndex(
                name: "IX_AttemptItems_SureAndMissed",
                table: "AttemptItems",
                columns: new[] { "AttemptNumber", "FamilyKey", "Score", "Certainty" },
                filter: "\"Score\" < 1.0 AND \"Certainty\" = 2");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AnswerMonths");

            migrationBuilder.DropTable(
                name: "SummedUnits");

            migrationBuilder.DropIndex(
                name: "IX_People_SortKey_Id",
                table: "People");

            migrationBuilder.DropIndex(
                name: "IX_CycleSpans_Begun",
                table: "CycleSpans");

            migrationBuilder.DropIndex(
                name: "IX_CycleSpans_Ended",
                table: "CycleSpans");

            migrationBuilder.DropIndex(
                name: "IX_CycleSpans_People",
                table: "CycleSpans");

            migrationBuilder.DropIndex(
                name: "IX_AttemptItems_Missed",
                table: "AttemptItems");

            migrationBuilder.DropIndex(
                name: "IX_AttemptItems_SureAndMissed",
                table: "AttemptItems");

            migrationBuilder.CreateIndex(
                name: "IX_CycleSpans_PersonId_CourseId_From",
                table: "CycleSpans",
                columns: new[] { "PersonId", "CourseId", "From" });
        }
    }
}
