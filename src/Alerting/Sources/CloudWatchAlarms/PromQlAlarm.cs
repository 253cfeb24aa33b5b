using Alerting.Alerts;
using Alerting.Text;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>The query of an alarm on PromQL, which has neither a metric nor a threshold of its own.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmPromQLCriteria.html; by SNS, from memory,
/// the same fields begin with capital letters.
/// </remarks>
internal static class PromQlAlarm
{
    private const int MaxQuery = 500;

    /// <param name="places">The alarm's configuration or trigger, and the alarm itself.</param>
    public static IReadOnlyList<Fact> Query(params ReadOnlySpan<EventJson> places)
    {
        foreach (var place in places)
        {
            var criteria = place.Child("EvaluationCriteria").Child("PromQLCriteria");
            if (criteria.Text("Query") is not { } query)
                continue;
            var facts = new List<Fact>
                { new("Query", query.Length <= MaxQuery ? query : query[..MaxQuery] + "…") };
            Add("Fires after", criteria.Number("PendingPeriod"));
            Add("Recovers after", criteria.Number("RecoveryPeriod"));
            return facts;

            void Add(string name, double? seconds)
            {
                if (seconds is > 0 and < 1e8)
                    facts.Add(new Fact(name, DurationText.Of(TimeSpan.FromSeconds(seconds.Value))));
            }
        }
        return [];
    }
}
