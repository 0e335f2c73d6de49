namespace KnbTraining.Web.Components.Assigned;

/// <summary>Somebody who can be reminded of a course.</summary>
/// <param name="Label">By which the page names them: the person, the course, or both.</param>
public sealed record RemindTarget(Guid PersonId, string CourseId, string Label);
