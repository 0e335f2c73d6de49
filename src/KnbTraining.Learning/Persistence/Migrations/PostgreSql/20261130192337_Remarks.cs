using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Remarks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "Marks",
                table: "Attempts",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Remarks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    FamilyId = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    Variant = table.Column<long>(type: "bigint", nullable: false),
                    RuleId = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    EditionNumber = table.Column<int>(type: "integer", nullable: false),
                    LawDate = table.Column<DateOnly>(type: "date", nullable: false),
                    Language = table.Column<string>(type: "text", maxLength: 8, nullable: false, collation: "C"),
                    Order = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Chosen = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Place = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<int>(type: "integer", nullable: false),
                    Text = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    MadeAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    MadeOn = table.Column<DateOnly>(type: "date", nullable: false),
                    MadeSeq = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    EditorId = table.Column<Guid>(type: "uuid", nullable: true),
                    Outcome = table.Column<int>(type: "integer", nullable: true),
                    CorrectedIn = table.Column<int>(type: "integer", nullable: true),
                    Answer = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    AnsweredOn = table.Column<DateOnly>(type: "date", nullable: true),
                    AnsweredSeq = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Remarks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Remarks_Editions_EditionNumber",
                        column: x => x.EditionNumber,
                        principalTable: "Editions",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Remarks_People_EditorId",
                        column: x => x.EditorId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Remarks_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_NotPacked",
                table: "Attempts",
                column: "Number",
                filter: "\"State\" = 1 AND \"Marks\" IS NULL AND (\"Ordinal\" = 1 OR \"Mode\" = 1)");

            migrationBuilder.CreateIndex(
                name: "IX_Remarks_FamilyId_Variant",
                table: "Remarks",
                columns: new[] { "FamilyId", "Variant" });

            migrationBuilder.CreateIndex(
                name: "IX_Remarks_PersonId_MadeOn",
                table: "Remarks",
                columns: new[] { "PersonId", "MadeOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Remarks_Waiting",
                table: "Remarks",
                column: "State",
                filter: "\"State\" < 2");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Remarks");

            migrationBuilder.DropIndex(
                name: "IX_Attempts_NotPacked",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "Marks",
                table: "Attempts");
        }
    }
}
