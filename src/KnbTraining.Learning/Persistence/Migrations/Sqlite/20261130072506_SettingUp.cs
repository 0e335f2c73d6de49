using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SettingUp : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "MergedBy",
                table: "Units",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MergedPeople",
                table: "Units",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "MergesFrom",
                table: "Units",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "MergesInto",
                table: "Units",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "BrakePercent",
                table: "Settings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 5);

            migrationBuilder.AddColumn<string>(
                name: "PersonnelLanguage",
                table: "Settings",
                type: "TEXT",
                maxLength: 8,
                nullable: false,
                defaultValue: "ru");

            migrationBuilder.AddColumn<bool>(
                name: "WithoutMail",
                table: "Settings",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "HandedOverAt",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "TemporaryUntil",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PeopleImportSheets",
                columns: table => new
                {
                    ImportId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Rows = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Reading = table.Column<string>(type: "TEXT", nullable: false)
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
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    OwnerId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Report = table.Column<int>(type: "INTEGER", nullable: false),
                    Asked = table.Column<string>(type: "TEXT", nullable: false),
                    Rhythm = table.Column<int>(type: "INTEGER", nullable: false),
                    Way = table.Column<int>(type: "INTEGER", nullable: false),
                    Format = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    NextOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    LastOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Stopped = table.Column<int>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
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
