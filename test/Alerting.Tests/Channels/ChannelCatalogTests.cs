using Alerting.Channels;
using Alerting.Configuration;

namespace Alerting.Tests.Channels;

/// <summary>Each channel has a complete kit, and what it says about its options holds.</summary>
public sealed class ChannelCatalogTests
{
    public static TheoryData<string> Keys => [.. ChannelCatalog.Keys];

    [Fact]
    public void Keys_are_unique() => ChannelCatalog.Keys.ShouldBeUnique();

    [Theory]
    [MemberData(nameof(Keys))]
    public void The_example_is_valid(string key)
    {
        var smtp = key == "email" ? "smtp: { host: localhost, from: alerts@example.com }\n" : "";
        foreach (var example in Wire.Channel(key).Options.Example.Split($" or {key}: "))
        {
            var channel = example.StartsWith(key, StringComparison.Ordinal) ? example : $"{key}: {example}";
            var config = Some.Config($"{smtp}receivers: {{ one: {{ {channel} }} }}\nroutes: [{{ to: one }}]");

            config.Receivers["one"].Targets.ShouldHaveSingleItem().Channel.ShouldBe(key);
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Samples_pass_the_check_of_their_option(string key)
    {
        foreach (var option in Wire.Channel(key).Options.All)
            (option.Check?.Invoke(option.Sample)).ShouldBeNull(option.Name);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Secrets_are_redacted_and_other_options_are_not(string key)
    {
        const string value = "value-4711";
        foreach (var option in Wire.Channel(key).Options.All)
        {
            var name = option.IsMapping ? option.Entry("X-Name") : option.Name;
            var options = new Dictionary<string, Setting> { [name] = Setting.Literal(value) };
            var target = new Target(key, Setting.Literal("address")) { Options = options };

            var cancellation = TestContext.Current.CancellationToken;
            var redacted = (await TargetSettings.ResolveAsync(target, Some.NoSecrets, cancellation)).Redact(value);

            redacted.ShouldBe(option.IsSecret || option.IsMapping ? "***" : value, option.Name);
        }
    }
}
