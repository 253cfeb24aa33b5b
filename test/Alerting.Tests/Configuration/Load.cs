using Alerting.Configuration;

namespace Alerting.Tests.Configuration;

internal static class Load
{
    public static ConfigResult Text(string text, params (string Name, string Value)[] environment) =>
        ConfigFile.Load(text, "alerting.yaml", name => Array.Find(environment, each => each.Name == name).Value);

    public static AlertingConfig Valid(string text, params (string Name, string Value)[] environment)
    {
        var result = Text(text, environment);
        result.Errors.ShouldBeEmpty();
        return result.Config.ShouldNotBeNull();
    }

    /// <summary>A configuration with one receiver that gets every alert.</summary>
    public static Receiver Receiver(string receiver, params (string Name, string Value)[] environment) =>
        Valid($"receivers:\n  it: {receiver}\nroutes: [to: [it]]", environment).Receivers["it"];
}
