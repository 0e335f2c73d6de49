namespace KnbTraining.Web.Features.Content.Forms;

/// <summary>Marks the texts of the forms for courses and small documents.</summary>
public sealed class FormTexts;
