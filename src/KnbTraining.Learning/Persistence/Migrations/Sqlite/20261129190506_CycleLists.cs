using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "WithdrawnBy",
                table: "Cycles",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CycleLists",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    RuleId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Use = table.Column<int>(type: "INTEGER", nullable: false),
                    Total = table.Column<int>(type: "INTEGER", nullable: false),
                    Done = table.Column<int>(type: "INTEGER", nullable: false),
                    LeftOut = table.Column<int>(type: "INTEGER", nullable: false),
                    NextPart = table.Column<int>(type: "INTEGER", nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Number = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
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
                    ListId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    People = table.Column<string>(type: "TEXT", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", nullable: true)
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
