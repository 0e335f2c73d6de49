namespace KnbTraining.Web.Features.Glossary;

public sealed class GlossaryTexts;
