using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.PostgreSql
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
                UPDATE "DeltaCourses" SET "Reason" = json_build_object('en', "Reason", 'kk', "Reason", 'ru', "Reason")::text;
                """);

            migrationBuilder.AddColumn<string>(
                name: "Cases",
                table: "DeltaCourses",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "TakenBackAt",
                table: "DeltaCourses",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "TakenBackById",
                table: "DeltaCourses",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TakenBackReason",
                table: "DeltaCourses",
                type: "text",
                maxLength: 500,
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "DeltaProposals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    EditionNumber = table.Column<int>(type: "integer", nullable: false),
                    Rules = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Days = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ProposerId = table.Column<Guid>(type: "uuid", nullable: false),
                    ProposedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Decision = table.Column<int>(type: "integer", nullable: false),
                    DeciderId = table.Column<Guid>(type: "uuid", nullable: true),
                    DecidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    DecisionReason = table.Column<string>(type: "text", maxLength: 500, nullable: true, collation: "C")
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
                UPDATE "DeltaCourses" SET "Reason" = COALESCE("Reason"::json ->> 'en', '');
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
