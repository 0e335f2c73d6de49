namespace KnbTraining.Web.Components.Timing;

public sealed class TimingTexts;
