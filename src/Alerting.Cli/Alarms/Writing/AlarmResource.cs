namespace Alerting.Cli.Alarms.Writing;

/// <summary>One <c>AWS::CloudWatch::Alarm</c> as lines of the template.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html
/// </remarks>
internal sealed class AlarmResource(AlarmPlan plan, Alarm alarm)
{
    private const string Topic = $"[!Ref {AlarmTemplate.Topic}]";
    private const string UsualAsThreshold = "      ThresholdMetricId: band";

    private readonly AlarmRecipe _recipe = alarm.Recipe;

    public IEnumerable<string> Lines() =>
    [
        $"  {alarm.LogicalId}:",
        "    Type: AWS::CloudWatch::Alarm",
        .. Condition(),
        "    Properties:",
        $"      AlarmName: {YamlText.Of(plan.NameOf(alarm))}",
        $"      AlarmDescription: {YamlText.Quote(alarm.Description(plan.Runbooks))}",
        .. Measured(),
        .. YamlText.Comment(_recipe.Fires.Why, indent: 6),
        $"      ComparisonOperator: {_recipe.Fires.Comparison}",
        _recipe.Fires.Band is null ? $"      Threshold: {Alarm.Number(alarm.Threshold)}" : UsualAsThreshold,
        $"      EvaluationPeriods: {_recipe.Within.Periods}",
        $"      DatapointsToAlarm: {_recipe.Within.Datapoints}",
        .. YamlText.Comment(_recipe.Missing.Why, indent: 6),
        $"      TreatMissingData: {_recipe.Missing.Word}",
        $"      AlarmActions: {Topic}",
        $"      OKActions: {Topic}",
        $"      InsufficientDataActions: {Topic}",
        "      ActionConfiguration: { AlarmTagsPropagation: { Enabled: true } }",
        "      Tags:",
        $"        - {{ Key: severity, Value: {_recipe.Severity} }}",
        .. AlarmPlan.TagsOf(alarm).Select(tag =>
            $"        - {{ Key: {YamlText.Quote(tag.Key)}, Value: {YamlText.Quote(tag.Value)} }}"),
    ];

    private string[] Condition() =>
        plan.Places.ConditionOf(alarm.Resource.Place) is { } condition ? [$"    Condition: {condition}"] : [];

    private IEnumerable<string> Measured()
    {
        if (alarm.UsesQuery)
            return Queried();
        if (_recipe.Fires.Band is { } band)
            return Banded(band);
        return _recipe.Expression is { } expression ? Computed(expression) : Single(_recipe.Metrics[0]);
    }

    private IEnumerable<string> Single(RecipeMetric metric) =>
    [
        $"      Namespace: {YamlText.Quote(alarm.Resource.Namespace)}",
        $"      MetricName: {YamlText.Quote(metric.Name)}",
        .. Dimensions(indent: 6),
        $"      {(IsPlain(metric.Statistic) ? "Statistic" : "ExtendedStatistic")}: {metric.Statistic}",
        $"      Period: {Period}",
    ];

    private IEnumerable<string> Computed(string expression) =>
    [
        "      Metrics:",
        $"        - {{ Id: result, Label: {YamlText.Quote(_recipe.Problem)}, Expression: " +
        $"{YamlText.Quote(expression)} }}",
        .. _recipe.Metrics.SelectMany(metric => Query(metric, isResult: false)),
    ];

    private IEnumerable<string> Banded(double band) =>
    [
        "      Metrics:",
        .. _recipe.Metrics.SelectMany(metric => Query(metric, isResult: true)),
        $"        - {{ Id: band, Expression: \"ANOMALY_DETECTION_BAND({_recipe.Metrics[0].Id}, " +
        $"{Alarm.Number(band)})\" }}",
    ];

    private IEnumerable<string> Queried()
    {
        var query = _recipe.Query!.Replace("{namespace}", alarm.Resource.Namespace, StringComparison.Ordinal);
        var isComputed = alarm.Dimensions.Any(dimension => dimension.Value.IsExpression);
        foreach (var (name, value) in alarm.Dimensions)
        {
            query = query.Replace($"{{{name}}}",
                isComputed ? value.InSub() : value.Value, StringComparison.Ordinal);
        }
        return
        [
            "      Metrics:",
            "        - Id: result",
            $"          Label: {YamlText.Quote(_recipe.Problem)}",
            $"          Expression: {(isComputed ? "!Sub " : "")}{YamlText.Quote(query)}",
            $"          Period: {Period}",
        ];
    }

    private IEnumerable<string> Query(RecipeMetric metric, bool isResult) =>
    [
        $"        - Id: {metric.Id}",
        $"          ReturnData: {(isResult ? "true" : "false")}",
        "          MetricStat:",
        "            Metric:",
        $"              Namespace: {YamlText.Quote(alarm.Resource.Namespace)}",
        $"              MetricName: {YamlText.Quote(metric.Name)}",
        .. Dimensions(indent: 14),
        $"            Period: {Period}",
        $"            Stat: {metric.Statistic}",
    ];

    private IEnumerable<string> Dimensions(int indent)
    {
        var margin = new string(' ', indent);
        if (alarm.Dimensions.Count == 0)
            return [];
        return [
            $"{margin}Dimensions:",
            .. alarm.Dimensions.Select(dimension => dimension.Value.IsExpression
                ? $"{margin}  - Name: {YamlText.Quote(dimension.Name)}\n{margin}    Value: {dimension.Value.Value}"
                : $"{margin}  - {{ Name: {YamlText.Quote(dimension.Name)}, Value: {YamlText.Of(dimension.Value)} }}"),
        ];
    }

    private int Period => (int)_recipe.Within.Period.TotalSeconds;

    private static bool IsPlain(string statistic) =>
        statistic is "Sum" or "Average" or "Minimum" or "Maximum" or "SampleCount";
}
