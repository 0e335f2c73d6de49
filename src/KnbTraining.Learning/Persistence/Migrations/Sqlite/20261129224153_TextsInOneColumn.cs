using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class TextsInOneColumn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By hand: the values move before their columns go.
            migrationBuilder.AddColumn<string>(name: "Names", table: "Settings", type: "TEXT", nullable: false, defaultValue: "");
            migrationBuilder.AddColumn<string>(name: "Titles", table: "Certificates", type: "TEXT", nullable: false, defaultValue: "");
            migrationBuilder.Sql(
                """
                UPDATE "Settings" SET "Names" = json_object('en', "NameEn", 'kk', "NameKk", 'ru', "NameRu");
                """);
            migrationBuilder.Sql(
                """
                UPDATE "Certificates" SET "Titles" = json_object('en', "TitleEn", 'kk', "TitleKk", 'ru', "TitleRu");
                """);
            migrationBuilder.DropColumn(name: "NameEn", table: "Settings");
            migrationBuilder.DropColumn(name: "TitleEn", table: "Certificates");
            migrationBuilder.DropColumn(name: "NameKk", table: "Settings");
            migrationBuilder.DropColumn(name: "TitleKk", table: "Certificates");
            migrationBuilder.DropColumn(name: "NameRu", table: "Settings");
            migrationBuilder.DropColumn(name: "TitleRu", table: "Certificates");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(name: "NameEn", table: "Settings", type: "TEXT", maxLength: 200, nullable: false, defaultValue: "");
            migrationBuilder.AddColumn<string>(name: "TitleEn", table: "Certificates", type: "TEXT", nullable: false, defaultValue: "");
            migrationBuilder.AddColumn<string>(name: "NameKk", table: "Settings", type: "TEXT", maxLength: 200, nullable: false, defaultValue: "");
            migrationBuilder.AddColumn<string>(name: "TitleKk", table: "Certificates", type: "TEXT", nullable: false, defaultValue: "");
            migrationBuilder.AddColumn<string>(name: "NameRu", table: "Settings", type: "TEXT", maxLength: 200, nullable: false, defaultValue: "");
            migrationBuilder.AddColumn<string>(name: "TitleRu", table: "Certificates", type: "TEXT", nullable: false, defaultValue: "");
            migrationBuilder.Sql(
                """
                UPDATE "Settings" SET
                    "NameEn" = COALESCE(json_extract("Names", '$.en'), ''),
                    "NameKk" = COALESCE(json_extract("Names", '$.kk'), ''),
                    "NameRu" = COALESCE(json_extract("Names", '$.ru'), '');
                """);
            migrationBuilder.Sql(
                """
                UPDATE "Certificates" SET
                    "TitleEn" = COALESCE(json_extract("Titles", '$.en'), ''),
                    "TitleKk" = COALESCE(json_extract("Titles", '$.kk'), ''),
                    "TitleRu" = COALESCE(json_extract("Titles", '$.ru'), '');
                """);
            migrationBuilder.DropColumn(name: "Names", table: "Settings");
            migrationBuilder.DropColumn(name: "Titles", table: "Certificates");
        }
    }
}
