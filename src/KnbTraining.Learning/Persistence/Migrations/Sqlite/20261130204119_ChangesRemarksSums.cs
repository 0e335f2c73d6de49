using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace KnbTraining.Learning.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ChangesRemarksSums : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CycleSpans_PersonId_CourseId_From",
                table: "CycleSpans");

            migrationBuilder.AddColumn<byte[]>(
                name: "Marks",
                table: "Attempts",
                type: "BLOB",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AnswerMonths",
                columns: table => new
                {
                    UnitId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Misconception = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    FamilyKey = table.Column<int>(type: "INTEGER", nullable: false),
                    Answers = table.Column<int>(type: "INTEGER", nullable: false),
                    Missed = table.Column<int>(type: "INTEGER", nullable: false),
                    Sure = table.Column<int>(type: "INTEGER", nullable: false),
                    FirstAnswers = table.Column<int>(type: "INTEGER", nullable: false),
                    FirstPoints = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AnswerMonths", x => new { x.UnitId, x.Misconception, x.Month, x.FamilyKey });
                    table.ForeignKey(
                        name: "FK_AnswerMonths_AskedFamilies_FamilyKey",
                        column: x => x.FamilyKey,
                        principalTable: "AskedFamilies",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AnswerMonths_Units_UnitId",
                        column: x => x.UnitId,
                        principalTable: "Units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ContentChanges",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    OpenedById = table.Column<byte[]>(type: "BLOB", nullable: false),
                    OpenedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    LastDocumentVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    PublishOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Edition = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContentChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ContentChanges_People_OpenedById",
                        column: x => x.OpenedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DocumentPresences",
                columns: table => new
                {
                    PersonId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Path = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Change = table.Column<int>(type: "INTEGER", nullable: false),
                    SeenAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DocumentPresences", x => new { x.PersonId, x.Path });
                    table.ForeignKey(
                        name: "FK_DocumentPresences_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Remarks",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    PersonId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    FamilyId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Variant = table.Column<uint>(type: "INTEGER", nullable: false),
                    RuleId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    EditionNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    LawDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    Order = table.Column<string>(type: "TEXT", nullable: false),
                    Chosen = table.Column<string>(type: "TEXT", nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<int>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false),
                    MadeOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    MadeSeq = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    EditorId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Outcome = table.Column<int>(type: "INTEGER", nullable: true),
                    CorrectedIn = table.Column<int>(type: "INTEGER", nullable: true),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    AnsweredOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    AnsweredSeq = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Remarks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Remarks_Editions_EditionNumber",
                        column: x => x.EditionNumber,
                        principalTable: "Editions",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Remarks_People_EditorId",
                        column: x => x.EditorId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Remarks_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SummedUnits",
                columns: table => new
                {
                    UnitId = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SummedUnits", x => x.UnitId);
                    table.ForeignKey(
                        name: "FK_SummedUnits_Units_UnitId",
                        column: x => x.UnitId,
                        principalTable: "Units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ChangeAuthors",
                columns: table => new
                {
                    ChangeId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Path = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    PersonId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChangeAuthors", x => new { x.ChangeId, x.Path, x.PersonId });
                    table.ForeignKey(
                        name: "FK_ChangeAuthors_ContentChanges_ChangeId",
                        column: x => x.ChangeId,
                        principalTable: "ContentChanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ChangeAuthors_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ChangeComments",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ChangeId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Path = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Field = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Quote = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    PersonId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    AnswersId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    SettledAt = table.Column<long>(type: "INTEGER", nullable: true),
                    SettledById = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChangeComments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ChangeComments_ContentChanges_ChangeId",
                        column: x => x.ChangeId,
                        principalTable: "ContentChanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ChangeComments_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ChangeDocuments",
                columns: table => new
                {
                    ChangeId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Path = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    IsRetired = table.Column<bool>(type: "INTEGER", nullable: false),
                    BaseHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    SavedById = table.Column<byte[]>(type: "BLOB", nullable: false),
                    SavedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    FindingCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChangeDocuments", x => new { x.ChangeId, x.Path });
                    table.ForeignKey(
                        name: "FK_ChangeDocuments_ContentChanges_ChangeId",
                        column: x => x.ChangeId,
                        principalTable: "ContentChanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ChangeDocuments_People_SavedById",
                        column: x => x.SavedById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ChangeRevisions",
                columns: table => new
                {
                    ChangeId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    BaseEdition = table.Column<int>(type: "INTEGER", nullable: false),
                    Occasion = table.Column<int>(type: "INTEGER", nullable: false),
                    MadeById = table.Column<byte[]>(type: "BLOB", nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChangeRevisions", x => new { x.ChangeId, x.Number });
                    table.ForeignKey(
                        name: "FK_ChangeRevisions_ContentChanges_ChangeId",
                        column: x => x.ChangeId,
                        principalTable: "ContentChanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ChangeRevisions_People_MadeById",
                        column: x => x.MadeById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ChangeSteps",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ChangeId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    PersonId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    BaseEdition = table.Column<int>(type: "INTEGER", nullable: true),
                    Impact = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ByAuthor = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChangeSteps", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ChangeSteps_ContentChanges_ChangeId",
                        column: x => x.ChangeId,
                        principalTable: "ContentChanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ChangeSteps_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RevisionDocuments",
                columns: table => new
                {
                    ChangeId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Path = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    BlobHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RevisionDocuments", x => new { x.ChangeId, x.Revision, x.Path });
                    table.ForeignKey(
                        name: "FK_RevisionDocuments_ChangeRevisions_ChangeId_Revision",
                        columns: x => new { x.ChangeId, x.Revision },
                        principalTable: "ChangeRevisions",
                        principalColumns: new[] { "ChangeId", "Number" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RevisionDocuments_DocumentBlobs_BlobHash",
                        column: x => x.BlobHash,
                        principalTable: "DocumentBlobs",
                        principalColumn: "Hash",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_People_SortKey_Id",
                table: "People",
                columns: new[] { "SortKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_CycleSpans_Begun",
                table: "CycleSpans",
                columns: new[] { "State", "From", "Until", "Due", "ValidUntil", "SeqOut" },
                filter: "\"SeqOut\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CycleSpans_Ended",
                table: "CycleSpans",
                columns: new[] { "State", "Until", "SeqOut" },
                filter: "\"SeqOut\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CycleSpans_People",
                table: "CycleSpans",
                columns: new[] { "PersonId", "CourseId", "From", "Until", "SeqOut", "State", "Due", "ValidUntil" });

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_NotPacked",
                table: "Attempts",
                column: "Number",
                filter: "\"State\" = 1 AND \"Marks\" IS NULL AND (\"Ordinal\" = 1 OR \"Mode\" = 1)");

            migrationBuilder.CreateIndex(
                name: "IX_AttemptItems_Missed",
                table: "AttemptItems",
                columns: new[] { "FamilyKey", "AttemptNumber", "Score", "Certainty" },
                filter: "\"Score\" < 1.0");

            migrationBuilder.CreateIndex(
                name: "IX_AttemptItems_SureAndMissed",
                table: "AttemptItems",
                columns: new[] { "AttemptNumber", "FamilyKey", "Score", "Certainty" },
                filter: "\"Score\" < 1.0 AND \"Certainty\" = 2");

            migrationBuilder.CreateIndex(
                name: "IX_ChangeDocuments_Path",
                table: "ChangeDocuments",
                column: "Path");

            migrationBuilder.CreateIndex(
                name: "IX_ChangeSteps_ChangeId_Number",
                table: "ChangeSteps",
                columns: new[] { "ChangeId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ContentChanges_Number",
                table: "ContentChanges",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ContentChanges_State",
                table: "ContentChanges",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_DocumentPresences_Path",
                table: "DocumentPresences",
                column: "Path");

            migrationBuilder.CreateIndex(
                name: "IX_Remarks_FamilyId_Variant",
                table: "Remarks",
                columns: new[] { "FamilyId", "Variant" });

            migrationBuilder.CreateIndex(
                name: "IX_Remarks_PersonId_MadeOn",
                table: "Remarks",
                columns: new[] { "PersonId", "MadeOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Remarks_Waiting",
                table: "Remarks",
                column: "State",
                filter: "\"State\" < 2");

            // Drafts of before become one change: it has no title, and the pages say what it is.
            migrationBuilder.Sql("""
                INSERT INTO "ContentChanges" ("Id", "Number", "Title", "Reason", "State", "OpenedById", "OpenedAt", "ChangedAt", "Version", "LastDocumentVersion", "Revision")
                SELECT X'0193a500000070008000000000000001', 1, '', '', 0, (SELECT "AuthorId" FROM "Drafts" WHERE "Text" <> '' ORDER BY "SavedAt" LIMIT 1),
                    MIN("SavedAt"), MAX("SavedAt"), 1, MAX("Version"), 0
                FROM "Drafts" WHERE "Text" <> '' HAVING COUNT(*) > 0;
                """);
            migrationBuilder.Sql("""
                INSERT INTO "ChangeDocuments" ("ChangeId", "Path", "Text", "IsRetired", "BaseHash", "Version", "SavedById", "SavedAt", "FindingCount")
                SELECT X'0193a500000070008000000000000001', draft."Path", draft."Text", 0,
                    (SELECT document."BlobHash" FROM "EditionDocuments" AS document
                     WHERE document."EditionNumber" = draft."BaseEdition" AND document."Path" = draft."Path"),
                    draft."Version", draft."AuthorId", draft."SavedAt", draft."FindingCount"
                FROM "Drafts" AS draft WHERE draft."Text" <> '';
                """);
            migrationBuilder.Sql("""
                INSERT INTO "ChangeAuthors" ("ChangeId", "Path", "PersonId", "Since")
                SELECT X'0193a500000070008000000000000001', author."Path", author."PersonId", author."Since"
                FROM "DraftAuthors" AS author
                WHERE EXISTS (SELECT 1 FROM "Drafts" AS draft WHERE draft."Path" = author."Path" AND draft."Text" <> '');
                """);
            migrationBuilder.Sql("""
                INSERT INTO "ChangeSteps" ("Id", "ChangeId", "Number", "Kind", "At", "PersonId", "Revision", "Text", "ByAuthor")
                SELECT X'0193a500000070008000000000000002', "Id", 1, 0, "OpenedAt", "OpenedById", 0, '', 0 FROM "ContentChanges";
                """);

            migrationBuilder.DropTable(
                name: "DraftAuthors");

            migrationBuilder.DropTable(
                name: "Drafts");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AnswerMonths");

            migrationBuilder.DropTable(
                name: "ChangeAuthors");

            migrationBuilder.DropTable(
                name: "ChangeComments");

            migrationBuilder.DropTable(
                name: "ChangeDocuments");

            migrationBuilder.DropTable(
                name: "ChangeSteps");

            migrationBuilder.DropTable(
                name: "DocumentPresences");

            migrationBuilder.DropTable(
                name: "Remarks");

            migrationBuilder.DropTable(
                name: "RevisionDocuments");

            migrationBuilder.DropTable(
                name: "SummedUnits");

            migrationBuilder.DropTable(
                name: "ChangeRevisions");

            migrationBuilder.DropTable(
                name: "ContentChanges");

            migrationBuilder.DropIndex(
                name: "IX_People_SortKey_Id",
                table: "People");

            migrationBuilder.DropIndex(
                name: "IX_CycleSpans_Begun",
                table: "CycleSpans");

            migrationBuilder.DropIndex(
                name: "IX_CycleSpans_Ended",
                table: "CycleSpans");

            migrationBuilder.DropIndex(
                name: "IX_CycleSpans_People",
                table: "CycleSpans");

            migrationBuilder.DropIndex(
                name: "IX_Attempts_NotPacked",
                table: "Attempts");

            migrationBuilder.DropIndex(
                name: "IX_AttemptItems_Missed",
                table: "AttemptItems");

            migrationBuilder.DropIndex(
                name: "IX_AttemptItems_SureAndMissed",
                table: "AttemptItems");

            migrationBuilder.DropColumn(
                name: "Marks",
                table: "Attempts");

            migrationBuilder.CreateTable(
                name: "DraftAuthors",
                columns: table => new
                {
                    Path = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    PersonId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DraftAuthors", x => new { x.Path, x.PersonId });
                });

            migrationBuilder.CreateTable(
                name: "Drafts",
                columns: table => new
                {
                    Path = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    AuthorId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AuthorName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    BaseEdition = table.Column<int>(type: "INTEGER", nullable: false),
                    FindingCount = table.Column<int>(type: "INTEGER", nullable: false),
                    SavedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Drafts", x => x.Path);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CycleSpans_PersonId_CourseId_From",
                table: "CycleSpans",
                columns: new[] { "PersonId", "CourseId", "From" });
        }
    }
}
