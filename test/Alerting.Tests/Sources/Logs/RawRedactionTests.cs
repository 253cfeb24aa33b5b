using System.Text;
using System.Text.Json.Nodes;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Logs.Batches;
using Alerting.Redaction;
using Alerting.Sources.Logs;

namespace Alerting.Tests.Sources.Logs;

/// <summary>A secret is redacted in the line as it came, whatever header stands before it.</summary>
public class RawRedactionTests
{
    private const string Key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA04up8hoqzS1APIB0Rhj\n" +
        "-----END RSA PRIVATE KEY-----";

    [Theory]
    [InlineData("ERROR ¶")]
    [InlineData("[ERROR] ¶")]
    [InlineData("ERROR: ¶")]
    [InlineData("2026-01-31 10:00:00,123 - app - ERROR - ¶")]
    [InlineData("10:00:00.789 [main] ERROR com.example.App - ¶")]
    [InlineData("2026-01-31 10:00:00 | ERROR | app | ¶")]
    [InlineData("Jan 31 10:00:00 web-1 app[12]: ERROR - ¶")]
    [InlineData("ERROR:root:¶")]
    [InlineData("<11>Jan 31 10:00:00 web-1 app[12]: ¶")]
    [InlineData("2026-01-31T10:00:00Z stderr F ERROR ¶")]
    [InlineData("{\"level\":\"error\",\"msg\":\"¶\"}")]
    [InlineData("{\"log\":\"ERROR - ¶\",\"stream\":\"stderr\"}")]
    [InlineData("time=2026-01-31T10:00:00Z level=error msg=\"¶\"")]
    public void A_private_key_is_redacted_behind_any_header(string format)
    {
        var key = format[0] == '{' || format.Contains("msg=", StringComparison.Ordinal)
            ? Key.Replace("\n", "\\n", StringComparison.Ordinal)
            : Key;
        var signal = Signals(format.Replace("¶", key, StringComparison.Ordinal)).ShouldHaveSingleItem();

        string.Join('\n', [signal.Name, signal.Title, .. signal.Samples, .. signal.Facts.Select(fact => fact.Value),
            .. signal.Links.Select(link => link.Url.ToString())]).ShouldNotContain("MIIEpAIBAAKCAQEA04up8");
    }

    [Fact]
    public void A_redacted_line_keeps_the_fingerprint_of_its_kind() =>
        Signals("ERROR login of bob failed password=hunter2", "ERROR login of bob failed password=hunter3")
            .ShouldHaveSingleItem().Count.ShouldBe(2);

    private static IReadOnlyList<Signal> Signals(params string[] lines)
    {
        var json = new JsonObject
        {
            ["owner"] = "123456789012", ["logGroup"] = "/ecs/shop", ["logStream"] = "s",
            ["logEvents"] = new JsonArray([.. lines.Select((line, i) => new JsonObject
            {
                ["id"] = $"id-{i}", ["timestamp"] = 1_769_850_000_000 + i, ["message"] = line,
            })]),
        };
        var reader = new LogBatchReader(SecretLogKeys.IsSecret, text => Redactor.BuiltIn.Apply(text));
        return new LogSignals(new LogOptions(Severity.Warning, []))
            .From(reader.ReadJson(Encoding.UTF8.GetBytes(json.ToJsonString())), "eu-west-1");
    }
}
