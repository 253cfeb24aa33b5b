using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using Alerting.Alerts;
using Alerting.Configuration.Values;
using Alerting.Text;

namespace Alerting.Cli.Alarms;

/// <summary><c>Shop/Orders{Channel=web}:Sum&lt;1/15m@critical</c>: a figure that only the team knows.</summary>
internal static partial class CustomMetric
{
    public const string Form = "NAMESPACE/METRIC{DIMENSION=VALUE,…}:STATISTIC<NUMBER/PERIOD@SEVERITY";
    private const string Example = "Shop/Orders:Sum<1/15m";

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    private static readonly Dictionary<string, (string Word, string Name)> Comparisons = new()
    {
        ["<"] = ("below", "LessThanThreshold"), ["<="] = ("at most", "LessThanOrEqualToThreshold"),
        [">"] = ("above", "GreaterThanThreshold"), [">="] = ("at least", "GreaterThanOrEqualToThreshold"),
    };

    /// <summary>The metric as a resource with one alarm.</summary>
    public static WatchedResource Parse(string text)
    {
        if (Pattern().Match(text) is not { Success: true } match)
            throw Mistake(text, $"Write it as {Form}, for example {Example}");
        var period = Durations.TryParse(match.Groups["period"].Value, out var duration) ? duration : TimeSpan.Zero;
        if (period < Shortest || period > TimeSpan.FromDays(1) || period.Ticks % Shortest.Ticks != 0)
            throw Mistake(text, "Its period must be whole minutes, from 1m to 1d");
        var severity = match.Groups["severity"].Value is { Length: > 0 } word ? word : "error";
        if (!Enum.TryParse<Severity>(severity, ignoreCase: true, out _) || !severity.All(char.IsAsciiLetterLower))
            throw Mistake(text, "Its severity must be critical, error, warning or info");
        return Of(match, severity, period);
    }

    public static void Check(OptionResult option)
    {
        foreach (var token in option.Tokens)
        {
            try
            {
                Parse(token.Value);
            }
            catch (UserException mistake)
            {
                option.AddError(mistake.Message);
            }
        }
    }

    private static WatchedResource Of(Match match, string severity, TimeSpan period)
    {
        var (word, comparison) = Comparisons[match.Groups["comparison"].Value];
        var threshold = double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
        var (ns, metric) = (match.Groups["namespace"].Value, match.Groups["metric"].Value);
        var shown = $"{ns}/{metric}{match.Groups["dimensions"].Value}";
        var isFloor = comparison.StartsWith("Less", StringComparison.Ordinal);
        var dimensions = match.Groups["dimension"].Captures.Zip(match.Groups["value"].Captures,
            (name, value) => new Dimension(name.Value.Trim(), TemplateText.Literal(value.Value.Trim()))).ToList();
        var statistic = match.Groups["statistic"].Value;
        var service = new Service("", ns)
        {
            Types = [],
            FromArn = _ => null,
            Dimensions = _ => dimensions,
            Recipes =
            [
                new($"{word} {Alarm.Number(threshold)}", Kpi.Business, severity)
                {
                    Metrics = [new("figure", metric, statistic)],
                    Fires = new Limit(comparison, _ => threshold, "As --metric says."),
                    Within = Window.One(period),
                    Missing = isFloor
                        ? MissingData.Bad("Too little, and nothing at all, are the same problem.")
                        : MissingData.Good("Nothing counted is not too much."),
                    Description = $"{statistic} of {{name}} was {word} {Alarm.Number(threshold)} in " +
                        $"{DurationText.Of(period)}: the service may run and not do its job. Try it as a user would.",
                },
            ],
        };
        return new WatchedResource(service, shown, TemplateText.Literal(match.Value), Place.Unknown);
    }

    private static UserException Mistake(string text, string advice) =>
        new($"\"{text}\" is not a metric with a threshold. {advice}.");

    [GeneratedRegex(@"^(?<namespace>[A-Za-z0-9_./#:-]{1,200})/(?<metric>[A-Za-z0-9_. #-]{1,200})" +
        @"(?<dimensions>\{((?<dimension>[A-Za-z0-9_. #-]+)=(?<value>[^,={}""\p{C}]+),?){1,30}(?<!,)\})?" +
        @":(?<statistic>Sum|Average|Minimum|Maximum|SampleCount|p\d{1,2}(\.\d+)?)" +
        @"(?<comparison><=|>=|<|>)(?<number>-?\d+(\.\d+)?)/(?<period>\w+)(@(?<severity>\w+))?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
