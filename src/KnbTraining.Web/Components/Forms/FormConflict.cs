namespace KnbTraining.Web.Components.Forms;

/// <summary>One field of a form, as a conflict tells it.</summary>
/// <param name="Label">As above the field.</param>
/// <param name="Value">What is compared.</param>
/// <param name="Show">The value in the reader's words.</param>
/// <param name="Take">Copies the field from the second form into the first.</param>
public sealed record FormField<TForm>(string Label, Func<TForm, object?> Value, Func<TForm, string> Show, Action<TForm, TForm> Take);

/// <summary>
/// A form whose record somebody else has changed since it was read. What was typed stays; a field that was not touched here
/// follows the other change, or an old form would bring back what somebody took away.
/// </summary>
public sealed class FormConflict<TForm>
{
    private readonly TForm _form;
    private readonly TForm _mine;
    private readonly TForm _theirs;

    /// <param name="form">The form on the page, which changes here.</param>
    /// <param name="mine">A copy of it as it was sent.</param>
    /// <param name="opened">As it was read when the page opened.</param>
    /// <param name="theirs">As it is stored now.</param>
    public FormConflict(TForm form, TForm mine, TForm opened, TForm theirs, IReadOnlyList<FormField<TForm>> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        (_form, _mine, _theirs) = (form, mine, theirs);
        Fields = [.. fields.Where(field => !Equals(field.Value(mine), field.Value(theirs)))];
        foreach (var field in Fields.Where(field => Equals(field.Value(mine), field.Value(opened))))
        {
            field.Take(form, theirs);
        }
    }

    /// <summary>The fields in which the two differ; empty where both wrote the same.</summary>
    public IReadOnlyList<FormField<TForm>> Fields { get; }

    public string Mine(FormField<TForm> field) => field.Show(_mine);

    public string Theirs(FormField<TForm> field) => field.Show(_theirs);

    public bool HasMine(FormField<TForm> field) => Equals(field.Value(_form), field.Value(_mine));

    public bool HasTheirs(FormField<TForm> field) => Equals(field.Value(_form), field.Value(_theirs));

    public void Choose(FormField<TForm> field, bool mine) => field.Take(_form, mine ? _mine : _theirs);
}
