using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Organisation;

/// <summary>A person and the account at one moment, to tell what a change has changed; of standing see <see cref="StandingWriter"/>.</summary>
internal sealed record PersonHistory(Guid PersonId, GrantedRights Rights, IReadOnlyDictionary<PersonField, string?> Fields)
{
    // A fact of somebody added says these and no other.
    private static readonly HashSet<PersonField> SaidWhenAdded =
        [PersonField.Name, PersonField.UserName, PersonField.Email, PersonField.Language, PersonField.ExamTime, PersonField.PersonnelNumber];

    /// <param name="user">Null where the person has no account.</param>
    public static PersonHistory Of(Person person, AppUser? user) => new(person.Id, GrantedRights.Of(person), PersonForm.Of(person, user).Recorded());

    /// <summary>Tells somebody who is added: fields for which <see cref="PersonAdded"/> has no place follow as a change from nothing.</summary>
    public static void RecordAdded(StoreWrite write, Actor actor, Person person, AppUser user)
    {
        var history = Of(person, user);
        TextRef? Said(PersonField field) => write.TextOrNone(person.Id, history.Fields[field]);
        var added = new PersonAdded(
            person.Id,
            write.Text(person.Id, person.Name),
            write.Text(person.Id, user.UserName!),
            Said(PersonField.Email),
            Said(PersonField.PersonnelNumber),
            person.Standings[0].From,
            person.StandingToday,
            history.Rights,
            write.Text(person.Id, PersonForm.WordOf(person.ExamTime)));
        write.Record(actor, added, person.KnownBy);
        history.RecordChanges(write, actor, field => SaidWhenAdded.Contains(field) ? history.Fields[field] : null);
    }

    public void RecordSince(PersonHistory before, StoreWrite write, Actor actor)
    {
        if (Rights != before.Rights)
        {
            write.Record(actor, new RightsChanged(PersonId, before.Rights, Rights));
        }

        RecordChanges(write, actor, field => before.Fields[field]);
    }

    private void RecordChanges(StoreWrite write, Actor actor, Func<PersonField, string?> before)
    {
        var changed = Fields.Where(field => field.Value != before(field.Key)).ToArray();
        if (changed.Length > 0)
        {
            write.Record(actor, new PersonChanged(
                PersonId,
                [.. changed.Select(field => new PersonChange(field.Key, write.TextOrNone(PersonId, before(field.Key)), write.TextOrNone(PersonId, field.Value)))]));
        }
    }
}
