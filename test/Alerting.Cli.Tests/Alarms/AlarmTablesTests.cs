using System.Text.RegularExpressions;
using Alerting.Cli.Alarms;
using Alerting.Cli.Alarms.Services;

namespace Alerting.Cli.Tests.Alarms;

/// <summary>Every row of every service's table.</summary>
public sealed partial class AlarmTablesTests
{
    private static IEnumerable<(Service Service, AlarmRecipe Recipe)> Rows =>
        ServiceCatalog.All.SelectMany(service => service.Recipes.Select(recipe => (service, recipe)));

    [Fact]
    public void Each_row_says_why_and_what_to_do()
    {
        foreach (var (service, recipe) in Rows)
        {
            var row = $"{service.Word}: {recipe.Problem}";
            recipe.Fires.Why.ShouldEndWith(".", customMessage: row);
            recipe.Missing.Why.ShouldEndWith(".", customMessage: row);
            recipe.Description.ShouldEndWith(".", customMessage: row);
            recipe.Description.Length.ShouldBeLessThan(600, row);
            (recipe.Severity is "critical" or "error" or "warning").ShouldBeTrue(row);
        }
    }

    [Fact]
    public void No_two_rows_of_a_word_have_the_same_problem() =>
        Rows.GroupBy(row => $"{row.Service.Word}: {row.Recipe.Problem}").Where(same => same.Count() > 1)
            .Select(same => same.Key).ShouldBeEmpty();

    [Fact]
    public void Each_expression_uses_each_metric()
    {
        foreach (var (service, recipe) in Rows.Where(row => row.Recipe.Expression is not null))
        {
            foreach (var metric in recipe.Metrics)
            {
                Id().IsMatch(metric.Id).ShouldBeTrue(metric.Id);
                recipe.Expression!.ShouldContain(metric.Id, customMessage: $"{service.Word}: {recipe.Problem}");
            }
        }
    }

    /// <summary>CloudWatch evaluates a day, or a week where the period is an hour or longer.</summary>
    [Fact]
    public void Each_window_is_short_enough()
    {
        foreach (var (_, recipe) in Rows)
        {
            var limit = recipe.Within.Period >= TimeSpan.FromHours(1) ? TimeSpan.FromDays(7) : TimeSpan.FromDays(1);
            (recipe.Within.Period * recipe.Within.Periods).ShouldBeLessThanOrEqualTo(limit);
            recipe.Within.Datapoints.ShouldBeInRange(1, recipe.Within.Periods);
        }
    }

    [Fact]
    public void Every_type_belongs_to_one_service() =>
        ServiceCatalog.All.SelectMany(service => service.Types).GroupBy(type => type)
            .Where(same => same.Count() > 1).Select(same => same.Key).ShouldBeEmpty();

    [GeneratedRegex("^[a-z][a-zA-Z0-9_]*$")]
    private static partial Regex Id();
}
