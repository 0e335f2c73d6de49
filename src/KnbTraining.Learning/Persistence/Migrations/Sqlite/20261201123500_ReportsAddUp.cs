using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ReportsAddUp : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Acknowledgements_Confirmed",
                table: "Acknowledgements");

            migrationBuilder.CreateIndex(
                name: "IX_AnswerMonths_Added",
                table: "AnswerMonths",
                columns: new[] { "UnitId", "Misconception", "FamilyKey", "Month", "Answers", "Missed", "Sure" });

            migrationBuilder.CreateIndex(
                name: "IX_Acknowledgements_Confirmed",
                table: "Acknowledgements",
                columns: new[] { "DocumentId", "PersonId", "ConfirmedAt", "Version", "ValidUntil", "TextHash" },
                filter: "\"ConfirmedAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_AnswerMonths_Added",
                table: "AnswerMonths");

            migrationBuilder.DropIndex(
                name: "IX_Acknowledgements_Confirmed",
                table: "Acknowledgements");

            migrationBuilder.CreateIndex(
                name: "IX_Acknowledgements_Confirmed",
                table: "Acknowledgements",
                columns: new[] { "DocumentId", "PersonId" },
                filter: "\"ConfirmedAt\" IS NOT NULL");
        }
    }
}
