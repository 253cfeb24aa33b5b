using Alerting.Configuration.Reading;

namespace Alerting.Cli.ConfigTests;

internal static class ConfigTestKeys
{
    public static readonly KeySet File = new("", "a file of tests", ["config", "tests"]);

    public static readonly KeySet Test = new("", "a test", ["name", "at", "alert", "event", "expect", "later"]);

    private static readonly string[] Expectations =
        ["severity", "receivers", "channels", "people", "held", "until", "routes", "reasons"];

    public static readonly KeySet Expect = new("", "expect", Expectations);

    public static readonly KeySet Later = new("", "later", ["after", "receivers", "channels", "people"]);
}
