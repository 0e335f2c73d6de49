using System.Globalization;
using KnbTraining.Learning.Names;

namespace KnbTraining.UnitTests.Learning.Names;

public sealed class NameOrderTests
{
    private const string Alphabet = "А Ә Б В Г Ғ Д Е Ё Ж З И Й К Қ Л М Н Ң О Ө П Р С Т У Ұ Ү Ф Х Һ Ц Ч Ш Щ Ъ Ы І Ь Э Ю Я";

    private static readonly string[][] Ordered =
    [
        Alphabet.Split(' '),
        ["Әбенов", "Әлиев", "Бектұров"],
        ["Ежов", "Ершов", "Ёлкин", "Жуков"],
        ["Иванов", "Кенжеев", "Қалиев", "Лапин"],
        ["Ордабаев", "Өтегенов", "Петров"],
        ["Усов", "Ұзақов", "Үмбетов", "Фролов"],
        ["Ыбыраев", "Іңкәров", "Эльдаров"],
        ["Ахметов Ерлан", "Ахметов Нұрлан", "Ахметов-Сейітов Али", "Ахметова Айгүл", "Ахметовский"],
        ["Яковлев", "Abay", "Zhanibek"],
        ["Adams", "Baker", "Zimmer"],
    ];

    [Fact]
    public void Names_stand_in_the_order_of_the_alphabet_in_memory_and_by_their_keys_whatever_the_language_of_the_page()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var culture in new[] { "en-GB", "ru-RU", "kk-KZ", "" })
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                foreach (var names in Ordered)
                {
                    var mixed = names.Reverse().ToArray();
                    Assert.Equal(names, mixed.Order(NameOrder.Comparer));
                    Assert.Equal(names, mixed.OrderBy(NameOrder.Key, Comparer<byte[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other))));
                }
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Blanks_that_look_the_same_and_decomposed_letters_change_no_place()
    {
        Assert.Equal(NameOrder.Key("Ёжиков Пётр"), NameOrder.Key(" Ёжиков\u00A0 Пе\u0308тр"));
        Assert.Equal(0, NameOrder.Compare("Ёжиков Пётр", "Е\u0308жиков Пётр"));
    }

    [Fact]
    public void A_tree_of_units_has_siblings_by_name_and_each_after_its_parent()
    {
        (string Path, string Name)[] units = [("/0001/", "Ү"), ("/0001/0001/", "Қ"), ("/0001/0002/", "К"), ("/0001/0001/0001/", "А"), ("/0001/0003/", "Ғ"), ("/0002/", "Ұ")];
        Assert.Equal(["Ұ", "Ү", "Ғ", "К", "Қ", "А"], NameOrder.Tree(units, unit => unit.Path, unit => unit.Name).Select(unit => unit.Name));

        // Whoever sees a subtree sees it as a tree too.
        Assert.Equal(["К", "Қ", "А"], NameOrder.Tree(units[1..4], unit => unit.Path, unit => unit.Name).Select(unit => unit.Name));
    }
}
