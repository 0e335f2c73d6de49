using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Annulments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Certificates_AttemptId",
                table: "Certificates");

            migrationBuilder.DropIndex(
                name: "IX_AttemptItems_Missed",
                table: "AttemptItems");

            migrationBuilder.DropIndex(
                name: "IX_AttemptItems_SureAndMissed",
                table: "AttemptItems");

            migrationBuilder.AddColumn<Guid>(
                name: "AnnulmentId",
                table: "Certificates",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "RevokedOn",
                table: "Certificates",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "AnnulmentId",
                table: "AttemptItems",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Annulments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Subject = table.Column<string>(type: "text", maxLength: 220, nullable: false, collation: "C"),
                    RuleId = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    FromEdition = table.Column<int>(type: "integer", nullable: false),
                    ToEdition = table.Column<int>(type: "integer", nullable: false),
                    Treatment = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    ProposerId = table.Column<Guid>(type: "uuid", nullable: false),
                    ProposedSeq = table.Column<long>(type: "bigint", nullable: false),
                    Effect = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Exams = table.Column<int>(type: "integer", nullable: false),
                    People = table.Column<int>(type: "integer", nullable: false),
                    Lost = table.Column<int>(type: "integer", nullable: false),
                    Gained = table.Column<int>(type: "integer", nullable: false),
                    Points = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    DeciderId = table.Column<Guid>(type: "uuid", nullable: true),
                    DecidedSeq = table.Column<long>(type: "bigint", nullable: true),
                    DecisionReason = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    ByProposer = table.Column<bool>(type: "boolean", nullable: false),
                    Reached = table.Column<long>(type: "bigint", nullable: false),
                    Parts = table.Column<int>(type: "integer", nullable: false),
                    Regraded = table.Column<int>(type: "integer", nullable: false),
                    Revoked = table.Column<int>(type: "integer", nullable: false),
                    Issued = table.Column<int>(type: "integer", nullable: false),
                    Reopened = table.Column<int>(type: "integer", nullable: false),
                    DoneSeq = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Annulments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Annulments_People_DeciderId",
                        column: x => x.DeciderId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Annulments_People_ProposerId",
                        column: x => x.ProposerId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AttemptRegrades",
                columns: table => new
                {
                    AttemptNumber = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    AnnulmentId = table.Column<Guid>(type: "uuid", nullable: false),
                    Points = table.Column<double>(type: "double precision", nullable: false),
                    Total = table.Column<int>(type: "integer", nullable: false),
                    Percent = table.Column<int>(type: "integer", nullable: false),
                    Passed = table.Column<bool>(type: "boolean", nullable: false),
                    ValidUntil = table.Column<DateOnly>(type: "date", nullable: true),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Seq = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AttemptRegrades", x => new { x.AttemptNumber, x.Number });
                    table.ForeignKey(
                        name: "FK_AttemptRegrades_Annulments_AnnulmentId",
                        column: x => x.AnnulmentId,
                        principalTable: "Annulments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AttemptRegrades_Attempts_AttemptNumber",
                        column: x => x.AttemptNumber,
                        principalTable: "Attempts",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Certificates_AttemptId",
                table: "Certificates",
                column: "AttemptId",
                unique: true,
                filter: "\"RevokedOn\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AttemptItems_Missed",
                table: "AttemptItems",
                columns: new[] { "FamilyKey", "AttemptNumber", "Score", "Certainty", "AnnulmentId" },
                filter: "\"Score\" < 1.0");

            migrationBuilder.CreateIndex(
                name: "IX_AttemptItems_SureAndMissed",
                table: "AttemptItems",
                columns: new[] { "AttemptNumber", "FamilyKey", "Score", "Certainty", "AnnulmentId" },
                filter: "\"Score\" < 1.0 AND \"Certainty\" = 2");

            migrationBuilder.CreateIndex(
                name: "IX_Annulments_State",
                table: "Annulments",
                column: "State");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AttemptRegrades");

            migrationBuilder.DropTable(
                name: "Annulments");

            migrationBuilder.DropIndex(
                name: "IX_Certificates_AttemptId",
                table: "Certificates");

            migrationBuilder.DropIndex(
                name: "IX_AttemptItems_Missed",
                table: "AttemptItems");

            migrationBuilder.DropIndex(
                name: "IX_AttemptItems_SureAndMissed",
                table: "AttemptItems");

            migrationBuilder.DropColumn(
                name: "AnnulmentId",
                table: "Certificates");

            migrationBuilder.DropColumn(
                name: "RevokedOn",
                table: "Certificates");

            migrationBuilder.DropColumn(
                name: "AnnulmentId",
                table: "AttemptItems");

            migrationBuilder.CreateIndex(
                name: "IX_Certificates_AttemptId",
                table: "Certificates",
                column: "AttemptId",
                unique: true);

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
    }
}
