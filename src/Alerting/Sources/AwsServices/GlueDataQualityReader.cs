using System.Globalization;
using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Results of Glue Data Quality: rules that data of a table or a job did not meet.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/glue/latest/dg/data-quality-alerts.html; the counts have two spellings there and in
/// public handlers.
/// </remarks>
internal sealed class GlueDataQualityReader : ISourceReader
{
    public string Source => "glue-dataquality";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.glue-dataquality") is not { } awsEvent || !awsEvent.Detail.Has("context"))
            return null;
        var (detail, context) = (awsEvent.Detail, awsEvent.Detail.Child("context"));
        var rules = string.Join(", ", detail.Texts("rulesetNames"));
        var name = context.Text("jobName") is { } job ? job
            : context.Text("tableName") is { } table ? $"{context.Text("databaseName")}.{table}".TrimStart('.')
            : rules.Length > 0 ? rules : "a data set";
        var state = detail.Text("state");
        var failed = detail.WholeNumber("numRulesFailed") ?? detail.WholeNumber("rulesFailed");
        var outcome = ServiceStates.Classify(state, "data that does not meet its rules", "the data meets its rules");
        var verb = outcome.Status == AlertStatus.Resolved ? "is good" : ServiceStates.Verb(state);
        var title = $"Data quality of {name} {verb}";
        var evaluated = context.Text("evaluationContext");
        return [awsEvent.Signal(Source, name, failed is > 0 and var count ? $"{title}: {count} rules failed" : title,
            $"{name}/{evaluated}/{rules}", outcome) with
        {
            Facts = NonEmpty.Facts(("Rules", rules), ("Score", detail.Number("score") is { } score
                    ? (score * (score <= 1 ? 100 : 1)).ToString("0.#", CultureInfo.InvariantCulture) + "%" : null),
                ("Failed", failed?.ToString(CultureInfo.InvariantCulture)),
                ("Passed", detail.Text("numRulesSucceeded", "rulesSucceeded")), ("Evaluation", evaluated),
                ("Run", context.Text("runId", "jobId"))),
            Links = NonEmpty.Links(("Data quality", awsEvent.Console("gluestudio",
                context.Has("jobName") ? $"#/editor/job/{Uri.EscapeDataString(name)}/dataquality" : ""))),
        }];
    }
}
