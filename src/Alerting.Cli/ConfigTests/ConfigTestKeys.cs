using Alerting.Configuration.Reading;

namespace Alerting.Cli.ConfigTests;

internal static class ConfigTestKeys
{
    public static readonly KeySet File = Of("a file of tests", "the top of the file", ["config", "tests"]);

    public static readonly KeySet Test = Of("a test", "tests", ["name", "at", "alert", "event", "expect", "later"],
        "A test is about one alert, by its labels (alert) or as an event in a file (event); nothing else fires. " +
        "alerting replay runs several events.");

    public static readonly KeySet Expect = Of("expect", "tests.expect",
        ["severity", "receivers", "channels", "people", "held", "until", "routes", "reasons"]);

    public static readonly KeySet Later = Of("later", "tests.later", ["after", "receivers", "channels", "people"]);

    private static KeySet Of(string where, string path, string[] names, string hint = "") =>
        new("", where, path, names) { Family = () => [File, Test, Expect, Later], Hint = hint };
}
