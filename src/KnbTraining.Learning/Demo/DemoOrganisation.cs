using KnbTraining.Content.Items;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Demo;

/// <summary>Somebody in the demo.</summary>
/// <param name="Place">In the unit, from 0, the head.</param>
/// <param name="JoinedDaysAgo">Null for those who were there when training began.</param>
internal sealed record DemoPerson(Person Person, string UserName, Unit Unit, int Place, int? JoinedDaysAgo)
{
    /// <summary>One unit does worse than the others, so that reports have something to show.</summary>
    public bool InWeakUnit => Unit.Name == DemoOrganisation.WeakUnit;

    /// <summary>Some people never start. They are chosen by their position in the list, so that every unit has some.</summary>
    public bool NeverSits => InWeakUnit ? Place % 4 == 2 : Place == 6;

    /// <summary>Two in three take up refreshers; the others, and all whose sign-in is printed, have them waiting.</summary>
    public bool Refreshes => Place % 3 != 1 && !DemoSignIns.All.Any(signIn => signIn.UserName == UserName);
}

/// <summary>Five units and sixty people, all invented.</summary>
internal sealed class DemoOrganisation
{
    public const string WeakUnit = "Testing Laboratory";

    /// <summary>The unit of which the manager sees the subtree.</summary>
    public const string ManagedUnit = "Design Department";

    private const string Names =
        "Yerbol Sagyntai;Gulmira Ashimova;Darkhan Omirzak;Bakyt Zhanatov;Assel Kurmanova;Ainur Seitbekova;" +
        "Marat Kydyrov;Timur Ablayev;Anel Doskenova;Ruslan Iskakbek;Svetlana Drozdova;Nurzhan Tolepov;Kamshat Baitenova;Denis Karpenkov;" +
        "Aliya Zhumatova;Talgat Ospantay;Oksana Milyutina;Sanzhar Begaliyev;Zhuldyz Omarkyzy;Ivan Sorokovoy;Meruyert Kassymbay;Arman Dautbek;" +
        "Lyudmila Vetrova;Yerassyl Nurkanov;Bota Shayakhmet;Kairat Elubayev;Aigerim Satova;Pavel Zimin;Dana Kozybak;Bolat Tursynkul;" +
        "Natalya Ogneva;Askhat Zharylgas;Madina Akylbek;Serik Moldakul;Raushan Bektemir;Vadim Lugovskikh;Saltanat Orynbay;" +
        "Gaukhar Tleubay;Olzhas Karasai;Zarina Umbet;Maksim Polyanin;Ulbossyn Kenes;Daniyar Aitpay;Yelena Rechkina;Zhanibek Sarbas;" +
        "Kuralay Mukat;Rinat Valitov;Aizada Toktar;Galina Snegireva;Beibut Ashirbek;Nazgul Duisen;Igor Stepnykh;Dilnaz Kulbay;" +
        "Yerkin Sultanay;Tatyana Lozovik;Almas Berdikul;Perizat Zhakup;Anton Beryozov;Makpal Issabay;Daulet Kunakov";

    private DemoOrganisation(IReadOnlyList<Unit> units, IReadOnlyList<DemoPerson> people)
    {
        Units = units;
        People = people;
    }

    public IReadOnlyList<Unit> Units { get; }

    public IReadOnlyList<DemoPerson> People { get; }

    public Unit UnitNamed(string name) => Units.Single(unit => unit.Name == name);

    public DemoPerson PersonNamed(string userName) => People.Single(person => person.UserName == userName);

    /// <param name="instantOf">The instant of the morning some days ago.</param>
    public static DemoOrganisation Create(ulong seed, DateOnly today, Func<int, DateTimeOffset> instantOf)
    {
        var units = Tree();
        var managed = units.Single(unit => unit.Name == ManagedUnit);
        var random = StableRandom.For(seed, "people");
        var others = new Queue<DemoSignIn>(DemoSignIns.All.Where(signIn => signIn.Role is not (Role.Manager or Role.Learner)));
        var names = new Queue<string>(Names.Split(';'));
        var people = new List<DemoPerson>();
        foreach (var (unit, size) in units.Zip([8, 16, 13, 12, 11]))
        {
            for (var place = 0; place < size; place++)
            {
                var signIn = SignInFor(unit, isFirst: place == 0, isLast: place == size - 1, others);
                var joined = signIn is null && place % 4 == 1 ? 3 + random.Below(DemoTimeline.NewcomerDays) : (int?)null;
                var name = names.Dequeue();
                var daysAgo = joined ?? DemoTimeline.HouseDay - 5;
                var person = Person.Create(
                    name,
                    new StandingValues(unit.Id, StatusOf(signIn, place), place == 0 ? Capacity.Head : Capacity.Employee),
                    today.AddDays(-daysAgo),
                    signIn is null ? LanguageOf(random) : Languages.English,
                    instantOf(daysAgo),
                    isDemo: true);
                person.Grant(signIn is null ? [] : [signIn.Role], signIn?.Role == Role.Manager ? managed.Id : null);
                people.Add(new DemoPerson(person, signIn?.UserName ?? UserNameOf(name), unit, place, joined));
            }
        }

        return new DemoOrganisation(units, people);
    }

    private static Unit[] Tree()
    {
        var root = Unit.Create("Aksai Instruments", null, 1);
        var design = Unit.Create(ManagedUnit, root, 1);
        return
        [
            root,
            design,
            Unit.Create(WeakUnit, design, 1),
            Unit.Create("Archive and Records", root, 2),
            Unit.Create("Procurement", root, 3),
        ];
    }

    // The head of the managed unit is its manager, the last of that unit the employee; the others are in the head office.
    private static DemoSignIn? SignInFor(Unit unit, bool isFirst, bool isLast, Queue<DemoSignIn> others)
    {
        if (unit.Name == ManagedUnit)
        {
            return isFirst || isLast ? DemoSignIns.All.Single(signIn => signIn.Role == (isFirst ? Role.Manager : Role.Learner)) : null;
        }

        return unit.ParentId is null && !isFirst && others.TryDequeue(out var next) ? next : null;
    }

    private static HolderStatus StatusOf(DemoSignIn? signIn, int place) => (signIn?.Role, place) switch
    {
        (Role.Administrator, _) => HolderStatus.None,
        (not null, _) => HolderStatus.Current,
        (_, 3 or 7) => HolderStatus.Former,
        (_, 4 or 11) => HolderStatus.Candidate,
        (_, 12) => HolderStatus.None,
        _ => HolderStatus.Current,
    };

    private static string LanguageOf(StableRandom random) =>
        random.Pick<string>([Languages.Kazakh, Languages.Kazakh, Languages.Russian, Languages.Russian, Languages.English]);

    private static string UserNameOf(string name) => string.Concat(name.Replace(' ', '.').Select(char.ToLowerInvariant));
}
