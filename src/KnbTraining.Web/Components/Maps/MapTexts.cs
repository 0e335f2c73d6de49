namespace KnbTraining.Web.Components.Maps;

public sealed class MapTexts;
