using Alerting.Configuration;

namespace Alerting.Tests.Configuration;

/// <summary>Loads small configurations in tests.</summary>
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

    /// <summary>One receiver, which everything goes to.</summary>
    public static Receiver Receiver(string receiver, params (string Name, string Value)[] environment) =>
        Valid($"receivers:\n  it: {receiver}\nroutes: [to: [it]]", environment).Receivers["it"];
}
