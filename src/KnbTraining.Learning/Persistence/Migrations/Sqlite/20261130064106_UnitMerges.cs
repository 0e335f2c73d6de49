using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class UnitMerges : Migration
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
        }
    }
}
