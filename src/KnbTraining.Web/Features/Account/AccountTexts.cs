namespace KnbTraining.Web.Features.Account;

public sealed class AccountTexts;
