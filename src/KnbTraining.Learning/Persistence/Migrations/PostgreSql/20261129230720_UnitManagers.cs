using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class UnitManagers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "UnitManagers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    UnitId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    IsDeputy = table.Column<bool>(type: "boolean", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    SeqIn = table.Column<long>(type: "bigint", nullable: false),
                    SeqOut = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UnitManagers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_UnitManagers_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_UnitManagers_Units_UnitId",
                        column: x => x.UnitId,
                        principalTable: "Units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_UnitManagers_PersonId",
                table: "UnitManagers",
                column: "PersonId");

            // Whoever manages a unit today has managed it since their first day: nothing else was kept.
            migrationBuilder.Sql("""
                INSERT INTO "UnitManagers" ("Id", "UnitId", "PersonId", "IsDeputy", "From", "Until", "SeqIn", "SeqOut")
                SELECT "Id", "ManagedUnitId", "Id", FALSE, (SELECT MIN("From") FROM "Standings" WHERE "PersonId" = "People"."Id"), NULL, 0, NULL
                FROM "People" WHERE "ManagedUnitId" IS NOT NULL;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "UnitManagers");
        }
    }
}
