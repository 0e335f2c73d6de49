namespace KnbTraining.Web.Security;

/// <summary>Of an endpoint that sends no page: the content security policy that goes with what it sends.</summary>
public sealed record OwnPolicy(string Value);
