using Alerting.Alerts;
using Alerting.Configuration;

namespace Alerting.Cli.ConfigTests;

/// <summary>A file of tests with the configuration they are about.</summary>
/// <param name="ConfigPath">Its first source.</param>
internal sealed record ConfigTestFile(
    string Path, AlertingConfig Config, string ConfigPath, IReadOnlyList<ConfigTest> Tests);

/// <summary>One test: what happens at a time, and what is expected of it.</summary>
/// <param name="Later">What is expected after that time, if the alerts go on.</param>
internal sealed record ConfigTest(
    string Name, int Line, DateTimeOffset At, IReadOnlyList<Signal> Signals, Expected Expect,
    IReadOnlyList<(TimeSpan After, Expected Expect)> Later);

/// <summary>What is expected. What is null is not looked at; lists are compared as a whole, in any order.</summary>
internal sealed record Expected
{
    public IReadOnlyList<string>? Severities { get; init; }

    /// <summary>Notified at once, or after the wait of the route.</summary>
    public IReadOnlyList<string>? Receivers { get; init; }

    public IReadOnlyList<string>? Channels { get; init; }

    /// <summary>By key.</summary>
    public IReadOnlyList<string>? People { get; init; }

    /// <summary>The receivers of what is held.</summary>
    public IReadOnlyList<string>? Held { get; init; }

    /// <summary>When what is held is released.</summary>
    public DateTimeOffset? Until { get; init; }

    public IReadOnlyList<string>? Routes { get; init; }

    /// <summary>Codes of decisions, of which each must be one.</summary>
    public IReadOnlyList<string>? Reasons { get; init; }
}

/// <param name="Key">That of the expectation.</param>
internal sealed record Failure(string Key, string Expected, string Actual);

/// <param name="Reasons">Every decision as a sentence, for a test that failed.</param>
internal sealed record ConfigTestResult(
    ConfigTestFile File, ConfigTest Test, IReadOnlyList<Failure> Failures, IReadOnlyList<string> Reasons);
