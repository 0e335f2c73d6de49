using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Nodes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "StoredKeys",
                columns: table => new
                {
                    Purpose = table.Column<int>(type: "integer", nullable: false),
                    Id = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    Secret = table.Column<byte[]>(type: "bytea", nullable: true),
                    Public = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    AddedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoredKeys", x => new { x.Purpose, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "SweepLeases",
                columns: table => new
                {
                    Work = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    Holder = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    Until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SweepLeases", x => x.Work);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "StoredKeys");

            migrationBuilder.DropTable(
                name: "SweepLeases");
        }
    }
}
