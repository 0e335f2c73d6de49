using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DeltaProposalsAndCases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By hand: a reason was one text for everybody; it becomes the same text in each language.
            migrationBuilder.Sql(
                """
                UPDATE "DeltaCourses" SET "Reason" = json_object('en', "Reason", 'kk', "Reason", 'ru', "Reason");
                """);

            migrationBuilder.AddColumn<string>(
                name: "Cases",
                table: "DeltaCourses",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "TakenBackAt",
                table: "DeltaCourses",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "TakenBackById",
                table: "DeltaCourses",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TakenBackReason",
                table: "DeltaCourses",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "DeltaProposals",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    EditionNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    Rules = table.Column<string>(type: "TEXT", nullable: false),
                    Days = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    ProposerId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ProposedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Decision = table.Column<int>(type: "INTEGER", nullable: false),
                    DeciderId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DecisionReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeltaProposals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DeltaProposals_Editions_EditionNumber",
                        column: x => x.EditionNumber,
                        principalTable: "Editions",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DeltaProposals_People_DeciderId",
                        column: x => x.DeciderId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_DeltaProposals_People_ProposerId",
                        column: x => x.ProposerId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DeltaProposals_EditionNumber_Decision",
                table: "DeltaProposals",
                columns: new[] { "EditionNumber", "Decision" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                UPDATE "DeltaCourses" SET "Reason" = COALESCE(json_extract("Reason", '$.en'), '');
                """);

            migrationBuilder.DropTable(
                name: "DeltaProposals");

            migrationBuilder.DropColumn(
                name: "Cases",
                table: "DeltaCourses");

            migrationBuilder.DropColumn(
                name: "TakenBackAt",
                table: "DeltaCourses");

            migrationBuilder.DropColumn(
                name: "TakenBackById",
                table: "DeltaCourses");

            migrationBuilder.DropColumn(
                name: "TakenBackReason",
                table: "DeltaCourses");
        }
    }
}
