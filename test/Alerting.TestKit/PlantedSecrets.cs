using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Alerting.TestKit;

/// <summary>Invented secrets of many kinds, in every field of events of every source.</summary>
public static class PlantedSecrets
{
    /// <summary>A text, and the part of it that nobody may see. Split, so that no scanner takes them for real.</summary>
    private static readonly (string Text, string Secret)[] All =
    [
        ("key AKIA" + "IOSFODNN7PLANTED", "IOSFODNN7PLANTED"),
        ("aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiPLANTEDKEYZ", "wJalrXUtnFEMI"),
        ("hook xox" + "b-123456789012-1234567890123-PlantedSlackToken", "PlantedSlackToken"),
        ("gh ghp" + "_16C7e42F292c6912E7710c838347Ae178B4a", "16C7e42F292c6912"),
        ("pay sk_" + "live_4eC39HqLyjWDarjtT1zdp7dc", "4eC39HqLyjWDarjt"),
        ("to postgres://shop:planted-url-pw@db-1/orders", "planted-url-pw"),
        ("Server=db-1;User Id=sa;Password=planted-conn-pw;", "planted-conn-pw"),
        ("-----BEGIN PRIVATE KEY-----MIIEvQIBPLANTED-----END PRIVATE KEY-----", "MIIEvQIBPLANTED"),
        ("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.plantedSignatureOfAJwt", "plantedSignatureOfAJwt"),
        ("Authorization: Bearer planted0123456789bearer", "planted0123456789bearer"),
        ("Authorization: Basic cGxhbnRlZDpwbGFudGVk", "cGxhbnRlZDpwbGFudGVk"),
        ("post https://hooks.slack.com/services/T0PLANT/B0PLANT/plantedhookpath", "plantedhookpath"),
        ("login password=planted-hunter2", "planted-hunter2"),
        ("run mysql --password planted-option shop", "planted-option"),
        ("call https://discord.com/api/webhooks/1234567890/PlantedDiscordHook", "PlantedDiscordHook"),
        ("api_key: 9f8e7d6c5b4aPLANTED", "9f8e7d6c5b4aPLANTED"),
    ];

    /// <summary>Values that are secrets only because of their field.</summary>
    private static readonly string[] OfFields =
        ["planted-label", "planted-dimension", "planted-field", "planted-nested", "planted-listed", "planted-json"];

    /// <summary>Labels that the events have and a route may group by.</summary>
    public const string GroupBy = "name, secret, password, url, dim_password, dim_Endpoint";

    private static string Lines => string.Join('\n', All.Select(each => each.Text));

    /// <summary>Which of them a text shows, also in JSON in JSON or broken over lines.</summary>
    public static IEnumerable<string> In(string text)
    {
        var plain = text.Replace("\n", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal);
        return All.Select(each => each.Secret).Concat(OfFields)
            .Where(secret => text.Contains(secret) || plain.Contains(secret));
    }

    /// <summary>A Lambda event of each source, one for each secret where a field has room for one only.</summary>
    public static IEnumerable<(string Name, string Event)> Events =>
    [
        .. All.Select((each, at) => ($"alarm-{at:00}", Records(Alarm(each.Text)))),
        ("logs", Logs()),
        ("unknown", Unknown().ToJsonString()),
        ("malformed", Records(Unknown().ToJsonString()[..^20])),
        ("text", Records("ERROR: it died\n" + Lines)),
        ("eventbridge", EventBridge()),
        ("alertmanager", new JsonObject
        {
            ["rawPath"] = "/alertmanager",
            ["requestContext"] =
                new JsonObject { ["http"] = new JsonObject { ["method"] = "POST", ["path"] = "/alertmanager" } },
            ["headers"] = new JsonObject { ["content-type"] = "application/json" },
            ["body"] = Alertmanager(),
            ["isBase64Encoded"] = false,
        }.ToJsonString()),
    ];

    /// <summary>What Alertmanager posts.</summary>
    public static string Alertmanager() => new JsonObject
    {
        ["version"] = "4",
        ["status"] = "firing",
        ["alerts"] = new JsonArray([.. All.Select((each, at) => (JsonNode)new JsonObject
        {
            ["status"] = "firing",
            ["labels"] = new JsonObject
            {
                ["alertname"] = "Latency " + each.Text, ["severity"] = "critical", ["secret"] = "planted-label",
                ["url"] = each.Text,
            },
            ["annotations"] = new JsonObject
            {
                ["summary"] = each.Text, ["description"] = Lines, ["password"] = "planted-field",
                ["runbook_url"] = "https://wiki.example.com/?token=planted-field",
            },
            ["startsAt"] = "2026-11-14T02:40:00Z",
            ["generatorURL"] = "https://prometheus.example.com/graph?password=planted-field",
            ["fingerprint"] = $"aa{at:00}",
        })]),
    }.ToJsonString();

    /// <summary>As CloudWatch publishes it.</summary>
    public static string Alarm(string text) => new JsonObject
    {
        ["AlarmName"] = "orders " + text,
        ["AlarmDescription"] = "Look: " + Lines,
        ["AWSAccountId"] = "123456789012",
        ["NewStateValue"] = "ALARM",
        ["NewStateReason"] = "Threshold Crossed: " + text,
        ["StateChangeTime"] = "2026-11-14T02:40:00.000+0000",
        ["Region"] = "EU (Ireland)",
        ["AlarmArn"] = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:orders " + text,
        ["OldStateValue"] = "OK",
        ["Trigger"] = new JsonObject
        {
            ["MetricName"] = "Errors " + text, ["Namespace"] = "Shop", ["Statistic"] = "SUM", ["Period"] = 60,
            ["EvaluationPeriods"] = 1, ["ComparisonOperator"] = "GreaterThanThreshold", ["Threshold"] = 1.0,
            ["Dimensions"] = new JsonArray(
                new JsonObject { ["name"] = "password", ["value"] = "planted-dimension" },
                new JsonObject { ["name"] = "Endpoint", ["value"] = text }),
        },
    }.ToJsonString();

    /// <summary>Each secret in a line of its own kind, as text and as JSON.</summary>
    public static string Logs()
    {
        var lines = new JsonArray();
        foreach (var (text, at) in All.Select((each, at) => (each.Text, at)))
        {
            lines.Add(Line($"2026-11-14 02:40:{at:00} ERROR task{(char)('a' + at)} failed: {text}"));
            lines.Add(Line(new JsonObject
            {
                ["level"] = "error", ["message"] = $"job{(char)('a' + at)} failed {text}", ["token"] = "planted-json",
            }.ToJsonString()));
        }
        var batch = new JsonObject
        {
            ["messageType"] = "DATA_MESSAGE", ["owner"] = "123456789012", ["logGroup"] = "/app/orders",
            ["logStream"] = "web", ["subscriptionFilters"] = new JsonArray("all"), ["logEvents"] = lines,
        };
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(batch.ToJsonString()));
        return $$$"""{"awslogs":{"data":"{{{Convert.ToBase64String(packed.ToArray())}}}"}}""";

        static JsonObject Line(string message) =>
            new() { ["id"] = "1", ["timestamp"] = 1794624000000, ["message"] = message };
    }

    private static JsonObject Unknown()
    {
        var json = new JsonObject
        {
            ["title"] = "Shop is down: " + All[12].Text,
            ["severity"] = "critical",
            ["message"] = Lines,
            ["dedup_key"] = All[5].Text,
            ["db"] = new JsonObject { ["password"] = new JsonObject { ["value"] = "planted-nested" } },
            ["items"] = new JsonArray(new JsonObject { ["password"] = "planted-listed" }, All[2].Text),
            ["api_key"] = "planted-field",
            ["link"] = "https://shop.example.com/?password=planted-field",
            [All[3].Text] = "a secret as a key",
        };
        foreach (var (text, at) in All.Select((each, at) => (each.Text, at)))
            json[$"field{at}"] = text;
        return json;
    }

    private static string EventBridge() => new JsonObject
    {
        ["version"] = "0", ["id"] = "1", ["detail-type"] = "Job " + All[12].Text, ["source"] = "shop.jobs",
        ["account"] = "123456789012", ["time"] = "2026-11-14T02:40:00Z", ["region"] = "eu-west-1",
        ["resources"] = new JsonArray("job/" + All[5].Text), ["detail"] = Unknown(),
    }.ToJsonString();

    private static string Records(string message) => new JsonObject
    {
        ["Records"] = new JsonArray(new JsonObject
        {
            ["EventSource"] = "aws:sns",
            ["Sns"] = new JsonObject
            {
                ["Type"] = "Notification", ["MessageId"] = "planted", ["Message"] = message,
                ["TopicArn"] = "arn:aws:sns:eu-west-1:123456789012:alarms", ["Subject"] = "ALARM: " + All[12].Text,
                ["Timestamp"] = "2026-11-14T02:40:01.000Z",
            },
        }),
    }.ToJsonString();
}
