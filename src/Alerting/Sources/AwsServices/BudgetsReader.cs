using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>AWS Budgets: the letter its topic gets, in text, with the numbers as lines.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html tells how a topic is set up and not
/// what comes; the letter's lines are those that people have recorded since 2019, alike in all of them.
/// </remarks>
internal sealed class BudgetsReader : ISourceReader
{
    public string Source => "budgets";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.budgets") is { } told)
            return InJson(told.Detail) is { } budget ? [Told(told, budget)] : null;
        if (message.IsObject)
            return InJson(message.Json) is { } budget ? [Told(AwsEvent.Plain(message), budget)] : null;
        if (!message.Text.Contains("Budget Name:", StringComparison.Ordinal)
            && !message.Text.StartsWith("AWS Budget Notification ", StringComparison.Ordinal))
        {
            return null;
        }
        var plain = AwsEvent.Plain(message);
        return [Told(plain with { Account = AccountIn(message.Text) ?? plain.Account },
            InText(message.Text, NameIn(message.Subject))) with
        {
            Summary = Sentence(message.Text),
        }];
    }

    /// <summary><c>AWS Budgets: orders-monthly has exceeded your alert threshold</c></summary>
    private static string? NameIn(string? subject)
    {
        const string before = "AWS Budgets: ";
        var end = subject?.IndexOf(" has exceeded ", StringComparison.Ordinal) ?? -1;
        return end > before.Length && subject!.StartsWith(before, StringComparison.Ordinal)
            ? subject[before.Length..end]
            : null;
    }

    /// <summary>The letter's one sentence that tells what happened; the rest repeats the numbers.</summary>
    private static string? Sentence(string text)
    {
        var at = text.IndexOf("You requested that we alert you when ", StringComparison.Ordinal);
        return at < 0 ? null : Wording.Paragraph(text[at..]);
    }

    private static Budget InText(string text, string? subjectName)
    {
        var fields = TextFields.Colons(text);
        var type = fields["Alert Type"];
        return new Budget
        {
            Name = fields["Budget Name"] ?? subjectName ?? "a budget",
            Type = type,
            Threshold = fields["Alert Threshold"],
            Amount = fields[$"{type} Amount"] ?? fields["ACTUAL Amount"] ?? fields["FORECASTED Amount"],
            Limit = fields["Budgeted Amount"],
            Kind = fields["Budget Type"],
        };
    }

    private static Budget? InJson(EventJson json) => json.Text("budgetName") is not { } name ? null : new Budget
    {
        Name = name,
        Type = json.Text("notificationType"),
        Threshold = json.Text("threshold"),
        Amount = json.Text("actualAmount"),
        Limit = json.Text("budgetLimit", "budgetedAmount"),
        Kind = json.Text("budgetType"),
    };

    private Signal Told(AwsEvent carried, Budget budget)
    {
        // Money has no region.
        var told = carried with { Region = null };
        var isForecast = budget.Type?.Equals("FORECASTED", StringComparison.OrdinalIgnoreCase) == true;
        var title = isForecast
            ? $"Budget {budget.Name} is forecast to pass its alert threshold"
            : $"Budget {budget.Name} passed its alert threshold";
        var meaning = Meaning.Worry(budget.Type ?? "EXCEEDED", "budgets", recovers: false);
        var identity = $"{budget.Name}|{budget.Type}|{budget.Threshold}";
        return told.Signal(Source, budget.Name, Wording.With(title, budget.Amount), identity, meaning) with
        {
            Facts = Shown.Facts(("Amount", budget.Amount), ("Threshold", budget.Threshold), ("Budget", budget.Limit),
                ("Kind", budget.Kind), ("Alert", budget.Type)),
            Links = Shown.Links(("Budgets", told.Console("billing", "#/budgets/overview"))),
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

    private sealed record Budget
    {
        public required string Name { get; init; }

        /// <summary><c>ACTUAL</c> or <c>FORECASTED</c>.</summary>
        public string? Type { get; init; }

        public string? Threshold { get; init; }

        public string? Amount { get; init; }

        public string? Limit { get; init; }

        public string? Kind { get; init; }
    }
}
