using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Alerting.Cli.Alarms;

/// <summary>One alarm of one resource.</summary>
internal sealed record Alarm(
    WatchedResource Resource, AlarmRecipe Recipe, IReadOnlyList<Dimension> Dimensions, double Threshold)
{
    private const int LongestName = 255;
    private const int LongestStackName = 129;
    private const int LongestDescription = 1024;
    private const int LongestId = 200;

    /// <summary>Keeps ids apart, and stays the same whatever else is in the input.</summary>
    public string Hash { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Resource.Identity}|{Recipe.Problem}")))[..6];

    public string LogicalId => Letters(Resource.Service.Word, Resource.Name, Recipe.Problem) + Hash;

    public TemplateText Name(bool isAmbiguous)
    {
        var tail = $": {Recipe.Problem}{(isAmbiguous ? $" ({Hash})" : "")}";
        var head = $"{Resource.Service.Word} {Resource.Name}".Trim();
        var room = LongestName - tail.Length - (Resource.IsNamedByStack ? LongestStackName : 0);
        head = head[..Math.Min(head.Length, room)];
        return Resource.IsNamedByStack
            ? new("!Sub " + YamlText.Quote($"${{AWS::StackName}} {head}{tail}"), IsExpression: true)
            : TemplateText.Literal(head + tail);
    }

    public string Words => $"{Resource.Service.Word} {Resource.Name}: {Recipe.Problem}|{Resource.Place}";

    /// <summary>CloudWatch charges for each metric that an alarm reads.</summary>
    public int MetricCount => Recipe.Fires.Band is null ? Math.Max(1, UsesQuery ? 1 : Recipe.Metrics.Count) : 3;

    /// <summary>Without the load balancer only a query finds the metrics of a target group.</summary>
    public bool UsesQuery => Recipe.Query is not null && (Recipe.Metrics.Count == 0 || Resource.LoadBalancer is null);

    public string Description(string? runbooks)
    {
        var text = Recipe.Description.Replace("{name}", Resource.Name, StringComparison.Ordinal)
            .Replace("{threshold}", Number(Threshold), StringComparison.Ordinal);
        var runbook = Resource.Tags.GetValueOrDefault("runbook") ?? (runbooks is null ? null
            : $"{runbooks.TrimEnd('/')}/{Slug(Resource.Service.Word)}-{Slug(Recipe.Problem)}");
        text += runbook is null ? "" : $" runbook: {runbook}";
        return text[..Math.Min(text.Length, LongestDescription)];
    }

    public static string Number(double value) =>
        (Math.Abs(value) >= 100 ? Math.Round(value) : value).ToString("0.####", CultureInfo.InvariantCulture);

    private static string Slug(string words) =>
        string.Join('-', words.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A logical id is letters and digits: <c>orders-api</c> becomes <c>OrdersApi</c>.</summary>
    private static string Letters(params ReadOnlySpan<string> words)
    {
        var id = new StringBuilder();
        foreach (var word in words)
        {
            var isStart = true;
            foreach (var letter in word)
            {
                if (char.IsAsciiLetterOrDigit(letter) && id.Length < LongestId)
                    id.Append(isStart ? char.ToUpperInvariant(letter) : letter);
                isStart = !char.IsAsciiLetterOrDigit(letter);
            }
        }
        return id.ToString();
    }
}
