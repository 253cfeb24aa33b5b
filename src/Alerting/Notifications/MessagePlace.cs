using Alerting.Alerts;
using Alerting.Configuration;

namespace Alerting.Notifications;

/// <summary>The names of the accounts that a notification is about, each once and where it is not said yet.</summary>
internal sealed class MessagePlace(IReadOnlyList<Alert> alerts, AlertingConfig config)
{
    private const int MaxNames = 3;

    private readonly string[] _names = config.Accounts.Count == 0 ? []
        : [.. alerts.Select(alert => config.AccountOf(alert.Signal)?.Name).OfType<string>().Distinct()];

    /// <summary>What stands beside the title; null if nothing has to.</summary>
    public string? Beside(string title)
    {
        if (_names.Length == 0 || _names is [var only] && Says(title, only))
            return null;
        return _names.Length > MaxNames ? $"{_names.Length} accounts" : string.Join(", ", _names);
    }

    /// <summary>An alert's title, with its account where the alerts are of several.</summary>
    public string Of(string title, Alert alert) =>
        _names.Length > 1 && config.AccountOf(alert.Signal) is { } account && !Says(title, account.Name)
            ? $"{title} ({account.Name})" : title;

    /// <summary>Whether it is a word of the title, as in <c>prod-orders errors</c>.</summary>
    private static bool Says(string title, string name)
    {
        for (var at = 0; (at = title.IndexOf(name, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = at + name.Length;
            if ((at == 0 || !char.IsLetterOrDigit(title[at - 1]))
                && (end == title.Length || !char.IsLetterOrDigit(title[end])))
            {
                return true;
            }
        }
        return false;
    }
}
