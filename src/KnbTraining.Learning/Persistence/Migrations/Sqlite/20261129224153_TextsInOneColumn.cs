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
            // By hand: the values move before their columns go. The database drops a column by itself; where EF does it, the table is built
            // anew outside of the transaction, and a start that is killed in between leaves a database that no later start can bring up to date.
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
            migrationBuilder.Sql("""ALTER TABLE "Settings" DROP COLUMN "NameEn";""");
            migrationBuilder.Sql("""ALTER TABLE "Certificates" DROP COLUMN "TitleEn";""");
            migrationBuilder.Sql("""ALTER TABLE "Settings" DROP COLUMN "NameKk";""");
            migrationBuilder.Sql("""ALTER TABLE "Certificates" DROP COLUMN "TitleKk";""");
            migrationBuilder.Sql("""ALTER TABLE "Settings" DROP COLUMN "NameRu";""");
            migrationBuilder.Sql("""ALTER TABLE "Certificates" DROP COLUMN "TitleRu";""");
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
            migrationBuilder.Sql("""ALTER TABLE "Settings" DROP COLUMN "Names";""");
            migrationBuilder.Sql("""ALTER TABLE "Certificates" DROP COLUMN "Titles";""");
        }
    }
}
