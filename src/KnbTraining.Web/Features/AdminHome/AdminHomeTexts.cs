namespace KnbTraining.Web.Features.AdminHome;

public sealed class AdminHomeTexts;
