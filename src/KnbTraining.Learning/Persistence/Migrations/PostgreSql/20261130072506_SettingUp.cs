using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class SettingUp : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "MergedBy",
                table: "Units",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MergedPeople",
                table: "Units",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "MergesFrom",
                table: "Units",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MergesInto",
                table: "Units",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "BrakePercent",
                table: "Settings",
                type: "integer",
                nullable: false,
                defaultValue: 5);

            migrationBuilder.AddColumn<string>(
                name: "PersonnelLanguage",
                table: "Settings",
                type: "text",
                maxLength: 8,
                nullable: false,
                defaultValue: "ru",
                collation: "C");

            migrationBuilder.AddColumn<bool>(
                name: "WithoutMail",
                table: "Settings",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "HandedOverAt",
                table: "AspNetUsers",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "TemporaryUntil",
                table: "AspNetUsers",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PeopleImportSheets",
                columns: table => new
                {
                    ImportId = table.Column<Guid>(type: "uuid", nullable: false),
                    Rows = table.Column<byte[]>(type: "bytea", nullable: false),
                    Reading = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PeopleImportSheets", x => x.ImportId);
                    table.ForeignKey(
                        name: "FK_PeopleImportSheets_PeopleImports_ImportId",
                        column: x => x.ImportId,
                        principalTable: "PeopleImports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SavedReports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    OwnerId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", maxLength: 100, nullable: false, collation: "C"),
                    Report = table.Column<int>(type: "integer", nullable: false),
                    Asked = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Rhythm = table.Column<int>(type: "integer", nullable: false),
                    Way = table.Column<int>(type: "integer", nullable: false),
                    Format = table.Column<string>(type: "text", maxLength: 10, nullable: false, collation: "C"),
                    Language = table.Column<string>(type: "text", maxLength: 10, nullable: false, collation: "C"),
                    NextOn = table.Column<DateOnly>(type: "date", nullable: true),
                    LastOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Stopped = table.Column<int>(type: "integer", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedReports", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SavedReports_People_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SavedReports_OwnerId",
                table: "SavedReports",
                column: "OwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_SavedReports_Waiting",
                table: "SavedReports",
                column: "NextOn",
                filter: "\"NextOn\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PeopleImportSheets");

            migrationBuilder.DropTable(
                name: "SavedReports");

            migrationBuilder.DropColumn(
                name: "MergedBy",
                table: "Units");

            migrationBuilder.DropColumn(
                name: "MergedPeople",
                table: "Units");

            migrationBuilder.DropColumn(
                name: "MergesFrom",
                table: "Units");

            migrationBuilder.DropColumn(
                name: "MergesInto",
                table: "Units");

            migrationBuilder.DropColumn(
                name: "BrakePercent",
                table: "Settings");

            migrationBuilder.DropColumn(
                name: "PersonnelLanguage",
                table: "Settings");

            migrationBuilder.DropColumn(
                name: "WithoutMail",
                table: "Settings");

            migrationBuilder.DropColumn(
                name: "HandedOverAt",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "TemporaryUntil",
                table: "AspNetUsers");
        }
    }
}
