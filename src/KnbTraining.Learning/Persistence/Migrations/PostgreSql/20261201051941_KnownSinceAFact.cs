using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class KnownSinceAFact : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CycleSpans_Ended",
                table: "CycleSpans");

            migrationBuilder.CreateIndex(
                name: "IX_Standings_SeqIn_PersonId",
                table: "Standings",
                columns: new[] { "SeqIn", "PersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_Standings_SeqOut_PersonId",
                table: "Standings",
                columns: new[] { "SeqOut", "PersonId" },
                filter: "\"SeqOut\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CycleSpans_SeqIn_PersonId",
                table: "CycleSpans",
                columns: new[] { "SeqIn", "PersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_CycleSpans_SeqOut_PersonId",
                table: "CycleSpans",
                columns: new[] { "SeqOut", "PersonId" },
                filter: "\"SeqOut\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Standings_SeqIn_PersonId",
                table: "Standings");

            migrationBuilder.DropIndex(
                name: "IX_Standings_SeqOut_PersonId",
                table: "Standings");

            migrationBuilder.DropIndex(
                name: "IX_CycleSpans_SeqIn_PersonId",
                table: "CycleSpans");

            migrationBuilder.DropIndex(
                name: "IX_CycleSpans_SeqOut_PersonId",
                table: "CycleSpans");

            migrationBuilder.CreateIndex(
                name: "IX_CycleSpans_Ended",
                table: "CycleSpans",
                columns: new[] { "State", "Until", "SeqOut" },
                filter: "\"SeqOut\" IS NULL");
        }
    }
}
