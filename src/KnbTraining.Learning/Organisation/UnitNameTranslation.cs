using System.Linq.Expressions;
using System.Reflection;
using KnbTraining.Content.Text;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace KnbTraining.Learning.Organisation;

/// <summary>Lets queries ask for <see cref="Unit.NameIn"/>: it becomes SQL that means the same.</summary>
internal sealed class UnitNameTranslation : IQueryExpressionInterceptor
{
    // For all contexts: for each other one, the library builds its services anew.
    public static UnitNameTranslation Instance { get; } = new();

    private UnitNameTranslation()
    {
    }

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData) => new Translation().Visit(queryExpression);

    private sealed class Translation : ExpressionVisitor
    {
        private static readonly MethodInfo NameIn = typeof(Unit).GetMethod(nameof(Unit.NameIn))!;

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            if (node.Method != NameIn)
            {
                return base.VisitMethodCall(node);
            }

            var (unit, language) = (Visit(node.Object)!, Visit(node.Arguments[0]));
            var own = Expression.Condition(
                Is(Languages.Kazakh),
                Expression.Property(unit, nameof(Unit.NameKk)),
                Expression.Condition(
                    Is(Languages.Russian), Expression.Property(unit, nameof(Unit.NameRu)), Expression.Property(unit, nameof(Unit.NameEn))));
            return Expression.Coalesce(own, Expression.Property(unit, nameof(Unit.Name)));

            Expression Is(string one) => Expression.Equal(language, Expression.Constant(one));
        }
    }
}
