using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class TextsInOneColumn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By hand: the values move before their columns go.
            migrationBuilder.AddColumn<string>(name: "Names", table: "Settings", type: "text", nullable: false, defaultValue: "", collation: "C");
            migrationBuilder.AddColumn<string>(name: "Titles", table: "Certificates", type: "text", nullable: false, defaultValue: "", collation: "C");
            migrationBuilder.Sql(
                """
                UPDATE "Settings" SET "Names" = json_build_object('en', "NameEn", 'kk', "NameKk", 'ru', "NameRu")::text;
                """);
            migrationBuilder.Sql(
                """
                UPDATE "Certificates" SET "Titles" = json_build_object('en', "TitleEn", 'kk', "TitleKk", 'ru', "TitleRu")::text;
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
            migrationBuilder.AddColumn<string>(name: "NameEn", table: "Settings", type: "text", maxLength: 200, nullable: false, defaultValue: "", collation: "C");
            migrationBuilder.AddColumn<string>(name: "TitleEn", table: "Certificates", type: "text", nullable: false, defaultValue: "", collation: "C");
            migrationBuilder.AddColumn<string>(name: "NameKk", table: "Settings", type: "text", maxLength: 200, nullable: false, defaultValue: "", collation: "C");
            migrationBuilder.AddColumn<string>(name: "TitleKk", table: "Certificates", type: "text", nullable: false, defaultValue: "", collation: "C");
            migrationBuilder.AddColumn<string>(name: "NameRu", table: "Settings", type: "text", maxLength: 200, nullable: false, defaultValue: "", collation: "C");
            migrationBuilder.AddColumn<string>(name: "TitleRu", table: "Certificates", type: "text", nullable: false, defaultValue: "", collation: "C");
            migrationBuilder.Sql(
                """
                UPDATE "Settings" SET
                    "NameEn" = COALESCE("Names"::json ->> 'en', ''),
                    "NameKk" = COALESCE("Names"::json ->> 'kk', ''),
                    "NameRu" = COALESCE("Names"::json ->> 'ru', '');
                """);
            migrationBuilder.Sql(
                """
                UPDATE "Certificates" SET
                    "TitleEn" = COALESCE("Titles"::json ->> 'en', ''),
                    "TitleKk" = COALESCE("Titles"::json ->> 'kk', ''),
                    "TitleRu" = COALESCE("Titles"::json ->> 'ru', '');
                """);
            migrationBuilder.DropColumn(name: "Names", table: "Settings");
            migrationBuilder.DropColumn(name: "Titles", table: "Certificates");
        }
    }
}
