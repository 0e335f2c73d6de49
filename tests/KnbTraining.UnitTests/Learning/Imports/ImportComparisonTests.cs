using System.Text;
using KnbTraining.Learning.Imports;
using KnbTraining.Learning.Imports.Files;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.UnitTests.Learning.Imports;

public sealed class ImportComparisonTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly KnownUnit Root = UnitOf("/0001/", "Министерство");
    private static readonly KnownUnit Archive = UnitOf("/0001/0001/", "Архив", "Мұрағат");
    private static readonly KnownUnit North = UnitOf("/0001/0002/", "Север");
    private static readonly KnownUnit South = UnitOf("/0001/0003/", "Юг");
    private static readonly KnownUnit NorthPost = UnitOf("/0001/0002/0001/", "Канцелярия");
    private static readonly KnownUnit SouthPost = UnitOf("/0001/0003/0001/", "Канцелярия");
    private static readonly KnownUnit[] Units = [Root, Archive, North, South, NorthPost, SouthPost];

    [Theory]
    [InlineData("Таб. №;Фамилия;Имя;Отчество;Подразделение;E-mail;Дата приёма на работу;Дата увольнения;Допуск;Логин;Статус")]
    [InlineData("Табель нөмірі;Тегі;Аты;Әкесінің аты;Бөлімше;Электрондық пошта;Қабылданған күні;Жұмыстан шыққан күні;Рұқсат;Пайдаланушы аты;Күйі")]
    [InlineData("Personnel number;Surname;Given name;Patronymic;Unit;E-mail;Hire date;Last day;Clearance;User name;Status")]
    public void Columns_are_proposed_from_their_titles_in_three_languages(string header)
    {
        var lines = Lines($"Список сотрудников;на 01.11.2026\n{header}\n1;2;3");
        var found = ImportHeader.Find(lines);
        var proposed = found.Propose();
        Assert.Equal(1, found.Index);
        Assert.Equal(
            [
                ImportField.PersonnelNumber, ImportField.Surname, ImportField.GivenName, ImportField.Patronymic, ImportField.Unit, ImportField.Email,
                ImportField.FirstDay, ImportField.LastDay, ImportField.HolderStatus, ImportField.UserName, ImportField.Employment,
            ],
            proposed.Columns.Keys);
        Assert.False(proposed.Check().Any);
        Assert.Equal(found.Index, ImportHeader.Find(lines, proposed)!.Index);
    }

    [Fact]
    public void A_mapping_without_what_people_are_recognised_by_or_with_a_column_twice_says_so()
    {
        var mapping = new ImportMapping { Columns = new Dictionary<ImportField, string> { [ImportField.Unit] = "A", [ImportField.Capacity] = "a " }, Language = "xx" };
        Assert.Equal("PersonnelNumber: required\nFullName: required\nLanguage: unknown\nCapacity: column-taken", mapping.Check().ToString());
        Assert.Null(ImportHeader.Find(Lines("ФИО;Таб. №"), mapping));
    }

    [Fact]
    public void Each_row_comes_to_one_kind_with_what_changes_and_why_it_cannot_be_used()
    {
        var one = Person("001", "Ким Олег", Archive);
        KnownPerson[] people =
        [
            one,
            Person("002", "Ли Анна", Archive, holder: HolderStatus.Candidate),
            Person("003", "Цой Виктор", North),
            Person("004", "Пак Яна", North),
            Person(null, "Югай Пётр", South, email: "yugai@example.kz"),
            Person(null, "Тен Мария", South),
            Person("007", "Хан Лев", South, employment: Employment.Left),
            Person("008", "Шин Ада", South, email: "shin@example.kz"),
            Person("0009", "Эм Игорь", South),
        ];
        var result = Compare(
            """
            Таб. №;ФИО;Подразделение;Допуск;E-mail;Уволен
            001;Ким Олег;Мұрағат;;;
            002;Ли-Пак Анна;Архив;имеет;;
            003;Цой Виктор;Север / Канцелярия;;;
            004;Пак Яна;Север;;;05.03.2026
            005;Югай Петр;Юг;;YUGAI@example.kz;
            006;Тен Мария;Юг;;;
            007;Хан Лев;Юг;;;
            9;Эм Игорь;Юг;;;
            010;Новая Айгуль;Архив;нет;new@example.kz;
            011;;Архив;;;
            012;Кто То;Канцелярия;;;
            013;Кто Другой;Нигде;3 форма;почта;32.01.2026
            018;Дважды Раз;Архив;;;
            ;Без Номера;Архив;;;
            014;Чужая Почта;Юг;;shin@example.kz;
            015;Кто Ушёл;Юг;;;01.02.2026
            #Н/Д;Плохая Ячейка;Юг;;;
            016;Лишняя Ячейка;Юг;;;;ещё
            017;?асымов ?ділет;Юг;;;
            018;Дважды Два;Архив;;;
            Итого:;8 человек;;;;
            """,
            people);

        string[] expected =
        [
            "2 Unchanged ",
            "3 Changed FullName: Ли Анна > Ли-Пак Анна, HolderStatus: Candidate > Current",
            "4 Moved Unit: Север > Канцелярия",
            "5 Leaving LastDay:  > 2026-03-05",
            "6 Changed FullName: Югай Пётр > Югай Петр, PersonnelNumber:  > 005",
            "7 Unclear same-name ? Тен Мария",
            "8 Changed Employment: Left > Active",
            "9 Unclear same-name ? Эм Игорь",
            "10 New Unit:  > Архив, HolderStatus:  > None",
            "11 Wrong FullName: required",
            "12 Wrong Unit: unit-ambiguous (Канцелярия)",
            "13 Wrong Unit: unit-unknown (Нигде), HolderStatus: unknown-word (3 форма), LastDay: no-day (32.01.2026), Email: invalid",
            "14 Unclear PersonnelNumber: twice (21)",
            "15 Wrong PersonnelNumber: required",
            "16 Unclear belongs-to-another ? Шин Ада",
            "17 Unchanged LastDay: left-and-unknown",
            "18 Wrong PersonnelNumber: sheet-error (#Н/Д), PersonnelNumber: required",
            "19 Wrong too-many-cells (ещё)",
            "20 Wrong FullName: lost-letters",
            "21 Unclear PersonnelNumber: twice (14)",
        ];
        Assert.Equal(expected, result.Lines.Select(Told));
        var added = result.Lines.Single(line => line.Kind == ImportKind.New);
        Assert.Equal(
            ("010", "ru", new StandingParts(Archive.Id, HolderStatus.None, Capacity.Employee, Employment.Active), Today),
            (added.UserName, added.Language, added.Parts, added.From!.Value));
        Assert.Equal((null, null, new DateOnly(2026, 3, 6)), (result.Lines[3].Parts, result.Lines[3].From, result.Lines[3].Ends!.Value));
        Assert.Equal((NorthPost.Id, one.Id), (result.Lines[2].Parts!.UnitId!.Value, result.Lines[0].PersonId!.Value));
        Assert.Equal(new StandingParts(South.Id, HolderStatus.Current, Capacity.Employee, Employment.Active), result.Lines[6].Parts);
    }

    [Fact]
    public void Whoever_is_missing_from_a_list_of_everybody_is_leaving_but_not_who_stands_in_a_wrong_row_and_no_administrator()
    {
        KnownPerson[] people =
        [
            Person("1", "Ким Олег", Archive), Person("2", "Ли Анна", Archive), Person("3", "Цой Виктор", Archive, isAdministrator: true), Person(null, "Пак Яна", Archive),
            Person("5", "Хан Лев", Archive, employment: Employment.Left), Person("6", "Тен Ия", Archive),
        ];
        var result = Compare("Таб. №;ФИО;Подразделение\n1;Ким Олег;Нигде\n6;Тен Ия;Архив\n", people, everybody: true);
        Assert.Equal(
            ["2 Wrong Unit: unit-unknown (Нигде)", "3 Unchanged ", "0 Leaving Employment: Active > Left, not-in-file", "0 Unclear administrator-missing"],
            result.Lines.Select(Told));
        Assert.Equal((5, true, true, false), (result.Active, result.HoldsBrake(5), result.HoldsBrake(19), result.HoldsBrake(20)));
        Assert.DoesNotContain(Compare("Таб. №;ФИО\n6;Тен Ия\n", people).Lines, line => line.Kind == ImportKind.Leaving);
    }

    [Fact]
    public void What_is_planned_already_is_no_change_and_another_day_of_leaving_is_for_a_person_to_decide()
    {
        var planned = Person("1", "Ким Олег", Archive) with
        {
            Spans =
            [
                new StandingSpan(new DateOnly(2020, 1, 1), new DateOnly(2026, 3, 9), ValuesOf(Archive)),
                new StandingSpan(new DateOnly(2026, 3, 10), new DateOnly(2026, 3, 31), ValuesOf(North)),
                new StandingSpan(new DateOnly(2026, 4, 1), null, ValuesOf(North) with { Employment = Employment.Left }),
            ],
        };
        const string Header = "Таб. №;ФИО;Подразделение;Действует с;Уволен\n";
        Assert.Equal("2 Unchanged ", Told(Compare(Header + "1;Ким Олег;Север;10.03.2026;", [planned]).Lines[0]));
        Assert.Equal("2 Moved Unit: Архив > Юг, Since:  > 2026-03-09", Told(Compare(Header + "1;Ким Олег;Юг;09.03.2026;", [planned]).Lines[0]));
        Assert.Equal("2 Unchanged ", Told(Compare(Header + "1;Ким Олег;Архив;;31.03.2026", [planned]).Lines[0]));
        Assert.Equal("2 Unclear LastDay: leaves-later", Told(Compare(Header + "1;Ким Олег;Архив;;15.03.2026", [planned]).Lines[0]));
        Assert.Equal("2 Unclear LastDay: leaves-later", Told(Compare(Header + "1;Ким Олег;Архив;;30.04.2026", [planned]).Lines[0]));
        Assert.Equal("2 Moved Unit: Архив > Юг", Told(Compare(Header + "1;Ким Олег;Юг;;31.03.2026", [planned]).Lines[0]));
        Assert.Equal("2 Unclear Since: before-first-day", Told(Compare(Header + "1;Ким Олег;Юг;31.12.2019;", [planned]).Lines[0]));
        Assert.Equal("2 Wrong Since: too-far-ahead", Told(Compare(Header + "1;Ким Олег;Юг;31.12.2029;", [planned]).Lines[0]));
        Assert.Equal("2 Unclear LastDay: administrator-leaving", Told(Compare(Header + "1;Ким Олег;Юг;;15.03.2026", [planned with { IsAdministrator = true, Spans = [new(Today, null, ValuesOf(Archive))] }]).Lines[0]));
    }

    [Fact]
    public void A_last_day_to_come_is_planned_beside_everything_else_that_the_row_says()
    {
        KnownPerson[] people = [Person("1", "Ким Олег", Archive), Person("2", "Ли Анна", Archive, employment: Employment.Left)];
        var lines = Compare(
            """
            Таб. №;ФИО;Подразделение;Состояние;Уволен;Дата приема
            1;Ким Олег;Юг;в отпуске;31.03.2026;
            2;Ли Анна;Юг;работает;31.05.2026;02.03.2026
            3;Новый Лев;Юг;в отпуске;31.12.2026;01.02.2026
            """,
            people).Lines;

        Assert.Equal(
            [
                "2 Leaving Unit: Архив > Юг, Employment: Active > OnLeave, LastDay:  > 2026-03-31",
                "3 Changed Employment: Left > Active, LastDay:  > 2026-05-31",
                "4 New Unit:  > Юг, Employment:  > OnLeave, LastDay:  > 2026-12-31",
            ],
            lines.Select(Told));
        Assert.Equal(
            [(Today, new DateOnly(2026, 4, 1)), (Today, new DateOnly(2026, 6, 1)), (new DateOnly(2026, 2, 1), new DateOnly(2027, 1, 1))],
            lines.Select(line => (line.From!.Value, line.Ends!.Value)));
    }

    [Fact]
    public void Rows_of_one_person_are_all_unclear_until_all_but_one_are_left_out()
    {
        var lines = Lines("Таб. №;ФИО;E-mail\n1;Ким Олег;kim@example.kz\n2;Ким Олег;KIM@example.kz\n3;Ли Анна;\n3;Ли Анна;\n3;Ли Аня;\n");
        var header = ImportHeader.Find(lines);
        var sheet = new ImportSheet(lines, header, header.Propose());
        var house = new ImportHouse(Units, [Person("3", "Ли Анна", Archive)], Today);
        Assert.Equal(
            [
                "2 Unclear Email: twice (3)", "3 Unclear Email: twice (2)", "4 Unclear PersonnelNumber: twice (5, 6)", "5 Unclear PersonnelNumber: twice (4, 6)",
                "6 Unclear PersonnelNumber: twice (4, 5)",
            ],
            ImportComparison.Of(sheet, house).Lines.Select(Told));

        var decided = sheet with { Decisions = new Dictionary<int, RowDecision> { [2] = RowDecision.Out, [4] = RowDecision.Out, [6] = RowDecision.Out } };
        Assert.Equal(
            ["2 Unchanged left-out", "3 New Unit:  > Министерство", "4 Unchanged left-out", "5 Unchanged ", "6 Unchanged left-out"],
            ImportComparison.Of(decided, house).Lines.Select(Told));
    }

    [Fact]
    public void Whether_units_are_named_by_paths_is_proposed_from_the_file_and_a_name_with_a_slash_stays_one_name()
    {
        Assert.Null(UnitPaths.Propose(["Архив", "Отдел ИТ/связи", "Бюро R&D/QA"]));
        Assert.Equal("/", UnitPaths.Propose(["Север / Пост", "Архив"]));
        Assert.Equal("/", UnitPaths.Propose(["Министерство", "Министерство/Архив", "Министерство/Север/Пост", "Министерство/Юг"]));
        Assert.Equal(">", UnitPaths.Propose(["Министерство > Отдел ИТ/связи", "Министерство > Архив"]));
        Assert.Equal((null, ">"), (UnitPaths.Example(["Архив"], null), UnitPaths.Propose(["A>B"])));

        const string List = "Таб. №;ФИО;Подразделение\n1;Ким Олег;Север/Канцелярия\n2;Ли Анна;Север > Канцелярия\n";
        Assert.Equal(["2 New Unit:  > Канцелярия", "3 Wrong Unit: unit-unknown (Север > Канцелярия)"], By("/"));
        Assert.Equal(["2 Wrong Unit: unit-unknown (Север/Канцелярия)", "3 New Unit:  > Канцелярия"], By(">"));
        Assert.Equal(["2 Wrong Unit: unit-unknown (Север/Канцелярия)", "3 Wrong Unit: unit-unknown (Север > Канцелярия)"], By(null));

        IEnumerable<string> By(string? separator)
        {
            var lines = Lines(List);
            var header = ImportHeader.Find(lines);
            return ImportComparison.Of(lines, header, header.Propose() with { UnitSeparator = separator }, new ImportHouse(Units, [], Today)).Lines.Select(Told);
        }
    }

    [Fact]
    public void A_first_day_to_come_is_planned_and_the_next_file_finds_the_plan_as_it_is()
    {
        const string Header = "Таб. №;ФИО;Подразделение;Дата приема;Уволен;Действует с\n";
        var added = Compare(Header + "1;Ким Олег;Архив;10.03.2026;31.12.2026;\n2;Ли Анна;Юг;;;15.03.2026\n3;Цой Яна;Юг;10.03.2026;09.03.2026;\n", []).Lines;
        Assert.Equal(
            [
                "2 New Unit:  > Архив, FirstDay:  > 2026-03-10, LastDay:  > 2026-12-31", "3 New Unit:  > Юг, FirstDay:  > 2026-03-15", "4 Wrong LastDay: ends-before-it-begins",
            ],
            added.Select(Told));
        Assert.Equal((new DateOnly(2026, 3, 10), new DateOnly(2026, 3, 15)), (added[0].From!.Value, added[1].From!.Value));
        Assert.Equal("2 Wrong FirstDay: too-far-ahead", Told(Compare(Header + "1;Ким Олег;Архив;10.03.2029;;\n", []).Lines[0]));

        var planned = Person("1", "Ким Олег", Archive) with { Spans = [new StandingSpan(new DateOnly(2026, 3, 10), null, ValuesOf(Archive))] };
        Assert.Equal("2 Unchanged ", Told(Compare(Header + "1;Ким Олег;Архив;10.03.2026;;\n", [planned]).Lines[0]));
        Assert.Equal("2 Moved Unit: Архив > Юг, Since:  > 2026-03-10", Told(Compare(Header + "1;Ким Олег;Юг;;;\n", [planned]).Lines[0]));
        Assert.Equal("2 Unclear FirstDay: begins-otherwise", Told(Compare(Header + "1;Ким Олег;Архив;12.03.2026;;\n", [planned]).Lines[0]));
        Assert.Equal(new DateOnly(2026, 3, 10), Compare(Header + "9;Кто Ещё;Юг;;;\n", [planned], everybody: true).Lines.Single(line => line.Kind == ImportKind.Leaving).Ends!.Value);
    }

    [Fact]
    public void Days_are_read_as_they_are_written_here_by_the_standard_and_by_spreadsheets()
    {
        string[] same = ["04.03.2026", "4.3.2026", "04.03.26", "2026-03-04", "04/03/2026", "46085", "04.03.2026 0:00:00", "2026-03-04T00:00:00"];
        Assert.All(same, text => Assert.True(ImportValues.TryDay(text, out var day) && day == new DateOnly(2026, 3, 4), text));
        Assert.All(new[] { "", "00.00.0000", "  .  .    ", "0" }, text => Assert.True(ImportValues.TryDay(text, out var day) && day is null, text));
        Assert.All(new[] { "12/31/2026", "2026", "март 2026", "31.02.2026", "1" }, text => Assert.False(ImportValues.TryDay(text, out _), text));
    }

    [Fact]
    public void Names_of_accounts_are_free_and_can_be_typed_on_any_keyboard()
    {
        var names = new UserNames(["ADMIN", "42"]);
        Assert.Equal(
            ["00042", "42-2", "tsb00-00012", "qyzmet-1", "p7", "a@example.kz", "p0", "p0-2"],
            new[] { "00042", "42", "ЦБ00-00012", "Қызмет/1", "7" }.Select(number => names.Draw(number, null)).Concat([names.Draw(null, "a@example.kz"), names.Draw("()", null), names.Draw("*", null)]));
    }

    private static ImportResult Compare(string csv, KnownPerson[] people, bool everybody = false)
    {
        var lines = Lines(csv);
        var header = ImportHeader.Find(lines);
        return ImportComparison.Of(lines, header, header.Propose() with { ListsEverybody = everybody }, new ImportHouse(Units, people, Today));
    }

    private static IReadOnlyList<TableLine> Lines(string csv) => TableFile.Read(Encoding.UTF8.GetBytes(csv)).Lines;

    private static string Told(ImportLine line)
    {
        var parts = line.Differences.Where(_ => line.Kind != ImportKind.Unclear).Select(one => $"{one.Field}: {one.From} > {one.To}")
            .Concat(line.Findings.Select(one => (one.Field is { } field ? $"{field}: " : "") + one.Key + (one.Value is { } value ? $" ({value})" : "")));
        return $"{line.Line} {line.Kind} {string.Join(", ", parts)}{string.Concat(line.Candidates.Select(one => $" ? {one.Name}"))}";
    }

    private static KnownUnit UnitOf(string path, string ru, string? kk = null) => new(Guid.CreateVersion7(), path, ru, new UnitNames(kk, ru), Unit.Always);

    private static StandingValues ValuesOf(KnownUnit unit) => new(unit.Id, HolderStatus.Current, Capacity.Employee);

    private static KnownPerson Person(
        string? number, string name, KnownUnit unit, HolderStatus holder = HolderStatus.Current, Employment employment = Employment.Active, string? email = null, bool isAdministrator = false) =>
        new(Guid.CreateVersion7(), number, name, email, $"user-{name}", "ru", isAdministrator, 3, [new StandingSpan(new DateOnly(2020, 1, 1), null, new StandingValues(unit.Id, holder, Capacity.Employee, employment))]);
}
