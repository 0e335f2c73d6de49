using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AnswerSums : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_NotInSums",
                table: "Attempts",
                column: "Number",
                filter: "\"State\" = 1 AND \"UnitId\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AnswerSums");

            migrationBuilder.DropIndex(
                name: "IX_Attempts_NotInSums",
                table: "Attempts");

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
