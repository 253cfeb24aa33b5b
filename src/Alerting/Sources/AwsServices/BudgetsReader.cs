using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>AWS Budgets: the letter its topic gets, in text, with the numbers as lines.</summary>
/// <remarks>https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html</remarks>
internal sealed class BudgetsReader : ISourceReader
{
    public string Source => "budgets";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.budgets") is { } told)
        {
            return told.Detail.Text("budgetName") is { } named
                ? [Told(told, named, told.Detail.Text("notificationType"), told.Detail.Text("threshold"), null, null, null)]
                : null;
        }
        if (message.IsObject)
        {
            return message.Json.Text("budgetName") is { } inJson
                ? [Told(AwsEvent.Plain(message), inJson, message.Json.Text("notificationType"), message.Json.Text("threshold"),
                    message.Json.Text("actualAmount"), message.Json.Text("budgetLimit", "budgetedAmount"), null)]
                : null;
        }
        if (!message.Text.Contains("Budget Name:", StringComparison.Ordinal))
            return null;
        var fields = TextFields.Colons(message.Text);
        var plain = AwsEvent.Plain(message);
        plain = plain with { Account = AccountIn(message.Text) ?? plain.Account };
        var type = fields["Alert Type"];
        return [Told(plain, fields["Budget Name"] ?? "a budget", type, fields["Alert Threshold"],
            fields[$"{type} Amount"] ?? fields["ACTUAL Amount"] ?? fields["FORECASTED Amount"], fields["Budgeted Amount"],
            fields["Budget Type"])];
    }

    private Signal Told(
        AwsEvent carried, string budget, string? type, string? threshold, string? amount, string? limit, string? kind)
    {
        // Money has no region.
        var told = carried with { Region = null };
        var isForecast = type?.Equals("FORECASTED", StringComparison.OrdinalIgnoreCase) == true;
        var title = isForecast ? $"Budget {budget} is forecast to pass its alert threshold" : $"Budget {budget} passed its alert threshold";
        var meaning = Meaning.Worry(type ?? "EXCEEDED", "budgets", recovers: false);
        return told.Signal(Source, budget, amount is null ? title : $"{title}: {amount}", $"{budget}|{type}|{threshold}", meaning) with
        {
            Facts = Shown.Facts(("Amount", amount), ("Threshold", threshold), ("Budget", limit), ("Kind", kind), ("Alert", type)),
            Links = Shown.Links(("Budgets", ConsoleLinks.Page(null, "billing", "#/budgets/overview"))),
        };
    }

    /// <summary><c>AWS Account 123456789012</c>, in the second line.</summary>
    private static string? AccountIn(string text)
    {
        const string words = "AWS Account ";
        var at = text.IndexOf(words, StringComparison.Ordinal);
        var rest = at < 0 ? default : text.AsSpan(at + words.Length);
        return rest.Length >= 12 && !rest[..12].ContainsAnyExceptInRange('0', '9') ? rest[..12].ToString() : null;
    }
}
