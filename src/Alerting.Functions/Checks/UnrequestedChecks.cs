using Alerting.Configuration;
using Amazon.Lambda.Core;

namespace Alerting.Functions.Checks;

/// <summary>Warns, once for each configuration, of checks that a stack with <c>Checks=off</c> never makes.</summary>
internal sealed class UnrequestedChecks(string? parameter)
{
    public const string Variable = "ALERTING_CHECKS";

    private const int MostNames = 10;

    private AlertingConfig? _warned;

    public void Warn(AlertingConfig config, ILambdaLogger log)
    {
        if (parameter != "off" || config.Checks.Count == 0 || ReferenceEquals(config, _warned))
            return;
        _warned = config;
        log.LogWarning("The URLs under checks are not requested ({checks}): deploy the stack with Checks=on",
            string.Join(", ", config.Checks.Select(check => check.Name).Take(MostNames)));
    }
}
