using Alerting.Cli.Deployments;
using Alerting.Configuration;

namespace Alerting.Cli;

/// <summary>What <c>check</c> says about URLs that the deployed stack will not request.</summary>
internal static class CheckAdvice
{
    /// <param name="environments">Those of <c>samconfig.toml</c> that deploy with the parameter Checks off.</param>
    public static ConfigResult Add(ConfigResult result, string file, IReadOnlyList<string> environments)
    {
        if (result.Config is not { Checks.Count: > 0 } || environments.Count == 0)
            return result;
        return result with
        {
            Notes = [.. result.Notes, new ConfigMessage(file, 1, 1,
                $"Nothing requests the URLs under checks: {SamConfig.FileName} deploys without Checks=on " +
                $"({string.Join(", ", environments)}). Add it to parameter_overrides.")],
        };
    }
}
