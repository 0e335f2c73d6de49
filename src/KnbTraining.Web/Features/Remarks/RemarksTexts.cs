namespace KnbTraining.Web.Features.Remarks;

public sealed class RemarksTexts;
