using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.Alerts;

namespace Alerting.Tests.Sources;

/// <summary>The files of the folder <c>events</c>, each with a file of its expected signals.</summary>
internal static class EventCorpus
{
    private const string Expected = ".expected.json";

    /// <summary>
    /// Rewrites the expected files and the tables in the documentation; review the diff afterwards.
    /// </summary>
    public static bool IsRewriting { get; } = Environment.GetEnvironmentVariable("ALERTING_REWRITE_EXPECTED") == "1";

    public static string Root { get; } = FindRoot();

    public static string Folder { get; } = Path.Combine(Root, "events");

    /// <summary><c>source/case</c>, sorted.</summary>
    public static IEnumerable<string> Cases => Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
        .Where(file => !file.EndsWith(Expected, StringComparison.Ordinal) && !IsLog(file))
        .Select(file => Path.GetRelativePath(Folder, file)[..^".json".Length].Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    public static byte[] Event(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".json"));

    public static string ExpectedFile(string name) => Path.Combine(Folder, name + Expected);

    public static JsonArray Describe(IEnumerable<Signal> signals) =>
        [.. signals.Select(signal => (JsonNode)Describe(signal))];

    public static string Text(JsonNode node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }))
        {
            node.WriteTo(writer);
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static JsonObject Describe(Signal signal)
    {
        var claim = signal.Claims is [var own, ..] ? own : signal.Fallback;
        return new JsonObject
        {
            ["source"] = signal.Source,
            ["name"] = signal.Name,
            ["title"] = signal.Title,
            ["severity"] = claim?.Severity.Name(),
            ["severityReason"] = claim?.Reason,
            ["status"] = signal.Status == AlertStatus.Firing ? "firing" : "resolved",
            ["account"] = signal.Account,
            ["region"] = signal.Region,
            ["service"] = signal.Service,
            ["fingerprint"] = Fingerprint.Of(signal.Identity),
            ["eventKey"] = signal.EventKey,
            ["startsAt"] = signal.StartsAt?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", null),
            ["labels"] = new JsonObject(signal.Labels.OrderBy(label => label.Key, StringComparer.Ordinal)
                .Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))),
            ["links"] = new JsonArray(
                [.. signal.Links.Select(link =>
                    (JsonNode)new JsonObject { ["text"] = link.Text, ["url"] = link.Url })]),
            ["problems"] = new JsonArray([.. signal.Problems.Select(problem => (JsonNode)problem)]),
        };
    }

    /// <summary>Log events have their own readers and tests.</summary>
    private static bool IsLog(string file) => File.ReadAllText(file).Contains("\"awslogs\"", StringComparison.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Alerting.sln")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new DirectoryNotFoundException("No Alerting.sln above " + AppContext.BaseDirectory);
    }
}
