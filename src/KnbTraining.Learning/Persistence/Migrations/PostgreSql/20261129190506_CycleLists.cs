using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class CycleLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "OpenedBy",
                table: "Cycles",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "WithdrawnBy",
                table: "Cycles",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CycleLists",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RuleId = table.Column<Guid>(type: "uuid", nullable: false),
                    Use = table.Column<int>(type: "integer", nullable: false),
                    Total = table.Column<int>(type: "integer", nullable: false),
                    Done = table.Column<int>(type: "integer", nullable: false),
                    LeftOut = table.Column<int>(type: "integer", nullable: false),
                    NextPart = table.Column<int>(type: "integer", nullable: false),
                    MadeAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Number = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CycleLists", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CycleLists_AssignmentRules_RuleId",
                        column: x => x.RuleId,
                        principalTable: "AssignmentRules",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CycleListParts",
                columns: table => new
                {
                    ListId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    People = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Outcome = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CycleListParts", x => new { x.ListId, x.Number });
                    table.ForeignKey(
                        name: "FK_CycleListParts_CycleLists_ListId",
                        column: x => x.ListId,
                        principalTable: "CycleLists",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CycleLists_Running",
                table: "CycleLists",
                column: "RuleId",
                filter: "\"EndedAt\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CycleListParts");

            migrationBuilder.DropTable(
                name: "CycleLists");

            migrationBuilder.DropColumn(
                name: "OpenedBy",
                table: "Cycles");

            migrationBuilder.DropColumn(
                name: "WithdrawnBy",
                table: "Cycles");
        }
    }
}
