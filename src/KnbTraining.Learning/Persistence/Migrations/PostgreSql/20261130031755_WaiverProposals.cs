using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class WaiverProposals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "BatchId",
                table: "CycleEvents",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "WaiverProposals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CycleId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    CourseId = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    Until = table.Column<DateOnly>(type: "date", nullable: false),
                    ApproverId = table.Column<Guid>(type: "uuid", nullable: false),
                    ProposerId = table.Column<Guid>(type: "uuid", nullable: false),
                    Reason = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    ProposedSeq = table.Column<long>(type: "bigint", nullable: false),
                    BatchId = table.Column<Guid>(type: "uuid", nullable: true),
                    Decision = table.Column<int>(type: "integer", nullable: true),
                    DecidedSeq = table.Column<long>(type: "bigint", nullable: true),
                    DecisionReason = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WaiverProposals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WaiverProposals_Cycles_CycleId",
                        column: x => x.CycleId,
                        principalTable: "Cycles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_WaiverProposals_People_ApproverId",
                        column: x => x.ApproverId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_WaiverProposals_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_WaiverProposals_People_ProposerId",
                        column: x => x.ProposerId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CycleEvents_BatchId",
                table: "CycleEvents",
                column: "BatchId",
                filter: "\"BatchId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_WaiverProposals_BatchId",
                table: "WaiverProposals",
                column: "BatchId",
                filter: "\"BatchId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_WaiverProposals_OneWaiting",
                table: "WaiverProposals",
                column: "CycleId",
                unique: true,
                filter: "\"Decision\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_WaiverProposals_PersonId",
                table: "WaiverProposals",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_WaiverProposals_Waiting",
                table: "WaiverProposals",
                column: "ApproverId",
                filter: "\"Decision\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "WaiverProposals");

            migrationBuilder.DropIndex(
                name: "IX_CycleEvents_BatchId",
                table: "CycleEvents");

            migrationBuilder.DropColumn(
                name: "BatchId",
                table: "CycleEvents");
        }
    }
}
