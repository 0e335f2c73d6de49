using System.Globalization;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Organisation;

/// <summary>A person and the account at one moment, to tell what a change has changed; of standing see <see cref="StandingWriter"/>.</summary>
internal sealed record PersonHistory(Guid PersonId, GrantedRights Rights, IReadOnlyDictionary<PersonField, string?> Fields)
{
    public static PersonHistory Of(Person person, AppUser user) => new(
        person.Id,
        GrantedRights.Of(person),
        new Dictionary<PersonField, string?>
        {
            [PersonField.Name] = person.Name,
            [PersonField.UserName] = user.UserName,
            [PersonField.Email] = user.Email,
            [PersonField.Language] = person.Language,
            [PersonField.ExamTime] = WordOf(person.ExamTime),
            [PersonField.PersonnelNumber] = person.PersonnelNumber,
        });

    /// <summary>Time in exams can tell of somebody's health, so it is a text that can be erased, and no number.</summary>
    public static string WordOf(ExamTime time) => time.Untimed ? "untimed" : string.Create(CultureInfo.InvariantCulture, $"+{time.ExtraPercent} %");

    public void RecordSince(PersonHistory before, StoreWrite write, Actor actor)
    {
        if (Rights != before.Rights)
        {
            write.Record(actor, new RightsChanged(PersonId, before.Rights, Rights));
        }

        var changed = Fields.Where(field => field.Value != before.Fields[field.Key]).ToArray();
        if (changed.Length > 0)
        {
            write.Record(actor, new PersonChanged(
                PersonId,
                [.. changed.Select(field => new PersonChange(field.Key, write.TextOrNone(PersonId, before.Fields[field.Key]), write.TextOrNone(PersonId, field.Value)))]));
        }
    }
}
