using System.Reflection;
using Bunit;
using KnbTraining.TestKit;
using KnbTraining.Web.Components;
using KnbTraining.Web.Features.Acknowledgements;
using KnbTraining.Web.Features.Courses;
using KnbTraining.Web.Features.Home;
using KnbTraining.Web.Features.Lessons;
using KnbTraining.Web.Features.Quiz;
using KnbTraining.WebTests.Features;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Components;

public sealed class LeavingTests : LearnerRoom
{
    // Each waits for the person and then asks for more, with the token of a reader who may have left by then.
    private static readonly Dictionary<Type, (string Name, object Value)[]> Loading = new()
    {
        [typeof(HomePage)] = [],
        [typeof(CoursePage)] = [(nameof(CoursePage.CourseId), "who-protects-state-secrets")],
        [typeof(ExamPage)] = [(nameof(ExamPage.CourseId), "who-protects-state-secrets")],
        [typeof(LessonPage)] = [(nameof(LessonPage.CourseId), "working-with-state-secrets"), (nameof(LessonPage.LessonId), "what-state-secrets-are")],
        [typeof(AcknowledgePage)] = [(nameof(AcknowledgePage.DocumentId), "non-disclosure-reminder")],
        [typeof(QuizPage)] = [(nameof(QuizPage.Position), 1)],
        [typeof(ReviewPage)] = [],
    };

    public static TheoryData<Type> Pages => [.. Loading.Keys];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Whoever_leaves_during_a_load_meets_no_error_on_the_next_page(Type page)
    {
        var attempt = await Room.StartAsync(Viewer);
        var person = (SignedIn)Services.GetRequiredService<AuthenticationStateProvider>();
        var release = person.Hold();
        var shown = Render<PlaceOfPages>(place => place.Add(p => p.Page, page).Add(p => p.Given, Given(page, attempt)));
        shown.Render(place => place.Add(p => p.Page, null));
        release();
        await shown.InvokeAsync(() => { });
        await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        Assert.Equal("<p>The next page</p>", shown.Markup);
    }

    [Fact]
    public void No_component_keeps_a_source_of_cancellation_of_its_own() => Assert.Empty(
        from component in WebRoom.Assembly.GetTypes()
        where component.IsAssignableTo(typeof(IComponent))
        from field in component.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where field.FieldType == typeof(CancellationTokenSource)
        select $"{component.Name}.{field.Name}");

    private static Dictionary<string, object> Given(Type page, Guid attempt)
    {
        var given = Loading[page].ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal);
        if (page.GetProperty(nameof(QuizPage.AttemptId)) is not null)
        {
            given[nameof(QuizPage.AttemptId)] = attempt;
        }

        return given;
    }

    /// <summary>Where pages come and go, as in the layout: what fails is shown in their place.</summary>
    private sealed class PlaceOfPages : ComponentBase
    {
        [Parameter]
        public Type? Page { get; set; }

        [Parameter]
        public Dictionary<string, object>? Given { get; set; }

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            builder.OpenComponent<CalmErrorBoundary>(0);
            builder.AddAttribute(1, nameof(CalmErrorBoundary.ChildContent), (RenderFragment)(inner =>
            {
                if (Page is null)
                {
                    inner.AddMarkupContent(2, "<p>The next page</p>");
                    return;
                }

                inner.OpenComponent(3, Page);
                inner.AddMultipleAttributes(4, Given!);
                inner.CloseComponent();
            }));
            builder.CloseComponent();
        }
    }
}
