using KnbTraining.Learning.Names;

namespace KnbTraining.UnitTests.Learning.Names;

public sealed class ShortNameTests
{
    [Theory]
    [InlineData("Өтегенов Нұрлан", "Өтегенов Н.")]
    [InlineData("Өтегенов Нұрлан Серікұлы", "Өтегенов Н. С.")]
    [InlineData("Өтегенов Нұрлан Серік ұлы", "Өтегенов Н. С.")]
    [InlineData("Сәрсенова Әйгерім Болат қызы", "Сәрсенова Ә. Б.")]
    [InlineData("Сәрсенова Әйгерім Болатқызы", "Сәрсенова Ә. Б.")]
    [InlineData("Нұрлан Серікұлы", "Н. Серікұлы")]
    [InlineData("Нұрлан Серік ұлы", "Н. Серік ұлы")]
    [InlineData("Нұрлан Серікұлы Өтегенов", "Н. С. Өтегенов")]
    [InlineData("Ахметова-Сейітова Айгүл", "Ахметова-Сейітова А.")]
    [InlineData("Айгүл Ахметова-Сейітова", "А. Ахметова-Сейітова")]
    [InlineData("Иванова Анна-Мария Петровна", "Иванова А.-М. П.")]
    [InlineData("Айгерим Болатовна Сарсенова", "А. Б. Сарсенова")]
    [InlineData("Сарсенова Айгерим Болатовна", "Сарсенова А. Б.")]
    [InlineData("Марина Иванова", "М. Иванова")]
    [InlineData("Лев Толстых", "Л. Толстых")]
    [InlineData("Абрамович Роман Аркадьевич", "Абрамович Р. А.")]
    [InlineData("Роман Аркадьевич Абрамович", "Р. А. Абрамович")]
    [InlineData("Ким Виктор", "Ким В.")]
    [InlineData("Aigerim Sarsenova", "A. Sarsenova")]
    [InlineData("Otegenov Nurlan", "Otegenov N.")]
    [InlineData("Otegenov Nurlan Serikuly", "Otegenov N. S.")]
    [InlineData("Nurlan Serik uly Otegenov", "N. S. Otegenov")]
    [InlineData("Zhuldyz Omarkyzy", "Z. Omarkyzy")]
    [InlineData("  Ivan \u00A0 Sorokovoy ", "I. Sorokovoy")]
    [InlineData("Kevin Smith", "K. Smith")]
    [InlineData("Абай", "Абай")]
    [InlineData("ЦБ 00-12", "ЦБ 00-12")]
    [InlineData("Abai", "Abai")]
    [InlineData("ұлы", "ұлы")]
    [InlineData("", "")]
    [InlineData("И\u0306ван Петров", "Й. Петров")]
    public void A_name_is_shortened_to_its_surname_and_initials(string name, string shown) => Assert.Equal(shown, ShortName.Of(name));

    [Theory]
    [InlineData("Өтегенов Нұрлан Серікұлы", "ӨН")]
    [InlineData("Abai", "A")]
    [InlineData("", "")]
    public void Two_letters_stand_for_a_person_in_a_small_place(string name, string letters) => Assert.Equal(letters, ShortName.Letters(name));
}
