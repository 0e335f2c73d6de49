namespace KnbTraining.Web.Features.Reports;

/// <summary>Where a finished attempt is shown as its owner saw it.</summary>
public static class ResultAddress
{
    public static string Of(Guid attemptId) => $"quiz/{attemptId}/result";
}
