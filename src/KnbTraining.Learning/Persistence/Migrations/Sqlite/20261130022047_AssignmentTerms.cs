using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AssignmentTerms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Basis",
                table: "AssignmentRules",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "CatchUpDays",
                table: "AssignmentRules",
                type: "INTEGER",
                nullable: false,
                defaultValue: 30);

            migrationBuilder.AddColumn<bool>(
                name: "EarlyCounts",
                table: "AssignmentRules",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "FirstDue",
                table: "AssignmentRules",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "FirstDueDay",
                table: "AssignmentRules",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "FixedDay",
                table: "AssignmentRules",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "GraceDays",
                table: "AssignmentRules",
                type: "INTEGER",
                nullable: false,
                defaultValue: 14);

            migrationBuilder.AddColumn<int>(
                name: "MinimumMonths",
                table: "AssignmentRules",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ValidityMonths",
                table: "AssignmentRules",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "WaitsForPlan",
                table: "AssignmentRules",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "WindowDays",
                table: "AssignmentRules",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            // Until now a renewal opened as many days before the pass ended as there were for the first time.
            migrationBuilder.Sql("""UPDATE "AssignmentRules" SET "WindowDays" = "DueDays";""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Basis",
                table: "AssignmentRules");

            migrationBuilder.DropColumn(
                name: "CatchUpDays",
                table: "AssignmentRules");

            migrationBuilder.DropColumn(
                name: "EarlyCounts",
                table: "AssignmentRules");

            migrationBuilder.DropColumn(
                name: "FirstDue",
                table: "AssignmentRules");

            migrationBuilder.DropColumn(
                name: "FirstDueDay",
                table: "AssignmentRules");

            migrationBuilder.DropColumn(
                name: "FixedDay",
                table: "AssignmentRules");

            migrationBuilder.DropColumn(
                name: "GraceDays",
                table: "AssignmentRules");

            migrationBuilder.DropColumn(
                name: "MinimumMonths",
                table: "AssignmentRules");

            migrationBuilder.DropColumn(
                name: "ValidityMonths",
                table: "AssignmentRules");

            migrationBuilder.DropColumn(
                name: "WaitsForPlan",
                table: "AssignmentRules");

            migrationBuilder.DropColumn(
                name: "WindowDays",
                table: "AssignmentRules");
        }
    }
}
