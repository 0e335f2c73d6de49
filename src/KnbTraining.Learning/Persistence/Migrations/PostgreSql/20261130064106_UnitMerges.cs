using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class UnitMerges : Migration
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
