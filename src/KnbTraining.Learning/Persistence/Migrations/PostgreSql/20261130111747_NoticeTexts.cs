using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class NoticeTexts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Wording",
                table: "Notices",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReminderDays",
                table: "AssignmentRuleVersions",
                type: "text",
                maxLength: 60,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "ReminderDays",
                table: "AssignmentRules",
                type: "text",
                maxLength: 60,
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "NoticeWordings",
                columns: table => new
                {
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ChangedById = table.Column<Guid>(type: "uuid", nullable: false),
                    Titles = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Texts = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NoticeWordings", x => new { x.Kind, x.Version });
                    table.ForeignKey(
                        name: "FK_NoticeWordings_People_ChangedById",
                        column: x => x.ChangedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "NoticeWordings");

            migrationBuilder.DropColumn(
                name: "Wording",
                table: "Notices");

            migrationBuilder.DropColumn(
                name: "ReminderDays",
                table: "AssignmentRuleVersions");

            migrationBuilder.DropColumn(
                name: "ReminderDays",
                table: "AssignmentRules");
        }
    }
}
