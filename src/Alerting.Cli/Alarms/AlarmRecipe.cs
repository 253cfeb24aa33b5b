namespace Alerting.Cli.Alarms;

/// <summary>An alarm that every resource of a service gets: one row of the service's table.</summary>
/// <param name="Problem">The end of the alarm's name: <c>Lambda orders: errors</c>.</param>
/// <param name="Severity">The tag by which the pipeline decides who is notified, and when.</param>
internal sealed record AlarmRecipe(string Problem, Kpi Kpi, string Severity)
{
    /// <summary>Empty where only a query has the figure.</summary>
    public IReadOnlyList<RecipeMetric> Metrics { get; init; } = [];

    /// <summary>Metric math over the ids of <see cref="Metrics"/>. Null to compare the one metric as it is.</summary>
    public string? Expression { get; init; }

    /// <summary>
    /// A Metrics Insights query, for a resource of which a dimension is not known. <c>{TableName}</c> is the value of
    /// that dimension, <c>{namespace}</c> the resource's namespace.
    /// </summary>
    public string? Query { get; init; }

    public required Limit Fires { get; init; }

    public required Window Within { get; init; }

    public required MissingData Missing { get; init; }

    /// <summary>For people: the problem, and what to do. <c>{name}</c> is the resource.</summary>
    public required string Description { get; init; }

    public Func<WatchedResource, bool> AppliesTo { get; init; } = _ => true;
}

/// <param name="Id">Names the metric in an expression.</param>
internal sealed record RecipeMetric(string Id, string Name, string Statistic)
{
    public static RecipeMetric Sum(string id, string name) => new(id, name, "Sum");

    public static RecipeMetric Maximum(string id, string name) => new(id, name, "Maximum");

    public static RecipeMetric Minimum(string id, string name) => new(id, name, "Minimum");

    public static RecipeMetric Average(string id, string name) => new(id, name, "Average");

    /// <summary>The worst of a hundred is left out, so that one slow request is not the figure.</summary>
    public static RecipeMetric P99(string id, string name) => new(id, name, "p99");
}

internal sealed record Dimension(string Name, TemplateText Value);

/// <summary>When the alarm fires, and the reason for the number.</summary>
/// <param name="Value">Null where the resource does not say enough for a threshold: it then gets no such alarm.</param>
internal sealed record Limit(string Comparison, Func<WatchedResource, double?> Value, string Why)
{
    /// <summary>The width of an anomaly band instead of a number.</summary>
    public double? Band { get; init; }

    public static Limit Above(double value, string why) => new("GreaterThanThreshold", _ => value, why);

    public static Limit Above(Func<WatchedResource, double?> value, string why) =>
        new("GreaterThanThreshold", value, why);

    public static Limit Below(double value, string why) => new("LessThanThreshold", _ => value, why);

    public static Limit Below(Func<WatchedResource, double?> value, string why) =>
        new("LessThanThreshold", value, why);

    public static Limit AboveUsual(double band, string why) =>
        new("GreaterThanUpperThreshold", _ => 0, why) { Band = band };
}

/// <summary>How many of the last periods must breach.</summary>
internal sealed record Window(TimeSpan Period, int Periods, int Datapoints)
{
    public static Window Minutes(int datapoints, int of) => new(TimeSpan.FromMinutes(1), of, datapoints);

    public static Window One(TimeSpan period) => new(period, 1, 1);

    public static Window FiveMinutes { get; } = One(TimeSpan.FromMinutes(5));

    public static Window FifteenMinutes { get; } = new(TimeSpan.FromMinutes(5), 3, 3);
}

/// <summary>What a period without data means, and the reason.</summary>
internal sealed record MissingData(string Word, string Why)
{
    public static MissingData Good(string why) => new("notBreaching", why);

    public static MissingData Bad(string why) => new("breaching", why);

    /// <summary>The alarm stays as it is.</summary>
    public static MissingData Ignored(string why) => new("ignore", why);

    /// <summary>The alarm changes to INSUFFICIENT_DATA, which does not resolve it.</summary>
    public static MissingData Reported(string why) => new("missing", why);
}
