using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class CycleHistory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AssignmentRuleVersions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RuleId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    HolderStatus = table.Column<int>(type: "integer", nullable: true),
                    Capacity = table.Column<int>(type: "integer", nullable: true),
                    UnitPath = table.Column<string>(type: "text", maxLength: 400, nullable: true, collation: "C"),
                    Basis = table.Column<int>(type: "integer", nullable: false),
                    ValidityMonths = table.Column<int>(type: "integer", nullable: true),
                    WindowDays = table.Column<int>(type: "integer", nullable: false),
                    MinimumMonths = table.Column<int>(type: "integer", nullable: false),
                    FixedDay = table.Column<DateOnly>(type: "date", nullable: true),
                    FirstDue = table.Column<int>(type: "integer", nullable: false),
                    FirstDueDays = table.Column<int>(type: "integer", nullable: false),
                    FirstDueDay = table.Column<DateOnly>(type: "date", nullable: true),
                    WaitsForPlan = table.Column<bool>(type: "boolean", nullable: false),
                    CatchUpDays = table.Column<int>(type: "integer", nullable: false),
                    GraceDays = table.Column<int>(type: "integer", nullable: false),
                    EarlyCounts = table.Column<bool>(type: "boolean", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    SeqIn = table.Column<long>(type: "bigint", nullable: false),
                    SeqOut = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AssignmentRuleVersions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AssignmentRuleVersions_AssignmentRules_RuleId",
                        column: x => x.RuleId,
                        principalTable: "AssignmentRules",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CycleEvents",
                columns: table => new
                {
                    CycleId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Due = table.Column<DateOnly>(type: "date", nullable: true),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    End = table.Column<int>(type: "integer", nullable: true),
                    Undoes = table.Column<int>(type: "integer", nullable: true),
                    Seq = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    ApproverId = table.Column<Guid>(type: "uuid", nullable: true),
                    EvidenceHash = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CycleEvents", x => new { x.CycleId, x.Number });
                    table.ForeignKey(
                        name: "FK_CycleEvents_Cycles_CycleId",
                        column: x => x.CycleId,
                        principalTable: "Cycles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CycleEvidence",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    FileName = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CycleEvidence", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "CycleReasons",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    CourseId = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    CycleId = table.Column<Guid>(type: "uuid", nullable: false),
                    RuleId = table.Column<Guid>(type: "uuid", nullable: true),
                    RuleVersion = table.Column<int>(type: "integer", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    SeqIn = table.Column<long>(type: "bigint", nullable: false),
                    SeqOut = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CycleReasons", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CycleReasons_AssignmentRules_RuleId",
                        column: x => x.RuleId,
                        principalTable: "AssignmentRules",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CycleReasons_Cycles_CycleId",
                        column: x => x.CycleId,
                        principalTable: "Cycles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CycleReasons_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CycleSpans",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    CourseId = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    CycleId = table.Column<Guid>(type: "uuid", nullable: true),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Due = table.Column<DateOnly>(type: "date", nullable: true),
                    ValidUntil = table.Column<DateOnly>(type: "date", nullable: true),
                    End = table.Column<int>(type: "integer", nullable: true),
                    SeqIn = table.Column<long>(type: "bigint", nullable: false),
                    SeqOut = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CycleSpans", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CycleSpans_Cycles_CycleId",
                        column: x => x.CycleId,
                        principalTable: "Cycles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CycleSpans_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CycleReasons_PersonId_CourseId",
                table: "CycleReasons",
                columns: new[] { "PersonId", "CourseId" });

            migrationBuilder.CreateIndex(
                name: "IX_CycleSpans_PersonId_CourseId_From",
                table: "CycleSpans",
                columns: new[] { "PersonId", "CourseId", "From" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AssignmentRuleVersions");

            migrationBuilder.DropTable(
                name: "CycleEvents");

            migrationBuilder.DropTable(
                name: "CycleEvidence");

            migrationBuilder.DropTable(
                name: "CycleReasons");

            migrationBuilder.DropTable(
                name: "CycleSpans");
        }
    }
}
