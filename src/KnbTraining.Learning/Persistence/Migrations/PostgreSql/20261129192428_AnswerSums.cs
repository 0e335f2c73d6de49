using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class AnswerSums : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "UnitId",
                table: "Attempts",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Chosen",
                table: "AttemptItems",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<bool>(
                name: "IsFirst",
                table: "AttemptItems",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Misconception",
                table: "AttemptItems",
                type: "text",
                maxLength: 100,
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "AnswerSums",
                columns: table => new
                {
                    UnitId = table.Column<Guid>(type: "uuid", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    FamilyKey = table.Column<int>(type: "integer", nullable: false),
                    Language = table.Column<string>(type: "text", maxLength: 8, nullable: false, collation: "C"),
                    Turn = table.Column<int>(type: "integer", nullable: false),
                    Outcome = table.Column<int>(type: "integer", nullable: false),
                    Misconception = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    Answers = table.Column<int>(type: "integer", nullable: false),
                    Points = table.Column<double>(type: "double precision", nullable: false)
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
