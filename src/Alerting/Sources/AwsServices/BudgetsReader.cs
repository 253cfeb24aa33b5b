using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>AWS Budgets: a text notification with the numbers on separate lines.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html does not document the format;
/// the lines are the same in all messages that people have published since 2019.
/// </remarks>
internal sealed class BudgetsReader : ISourceReader
{
    public string Source => "budgets";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.budgets") is { } awsEvent)
            return InJson(awsEvent.Detail) is { } budget ? [Notice(awsEvent, budget)] : null;
        if (message.IsObject)
            return InJson(message.Json) is { } budget ? [Notice(AwsEvent.Plain(message), budget)] : null;
        if (!message.Text.Contains("Budget Name:", StringComparison.Ordinal)
            && !message.Text.StartsWith("AWS Budget Notification ", StringComparison.Ordinal))
        {
            return null;
        }
        var plain = AwsEvent.Plain(message);
        return [Notice(plain with { Account = AccountIn(message.Text) ?? plain.Account },
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

    /// <summary>The sentence that describes the alert; the rest repeats the numbers.</summary>
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

    private static Budget? InJson(EventJson json) => json.Text("budgetName") is not { } name
        // Azure has budgets, too.
        || json.HasAny("subscriptionId", "billingAccountId") ? null : new Budget
    {
        Name = name,
        Type = json.Text("notificationType"),
        Threshold = json.Text("threshold"),
        Amount = json.Text("actualAmount"),
        Limit = json.Text("budgetLimit", "budgetedAmount"),
        Kind = json.Text("budgetType"),
    };

    private Signal Notice(AwsEvent original, Budget budget)
    {
        // Budgets have no region.
        var awsEvent = original with { Region = null };
        var isForecast = budget.Type?.Equals("FORECASTED", StringComparison.OrdinalIgnoreCase) == true;
        var title = isForecast
            ? $"Budget {budget.Name} is forecast to exceed its alert threshold"
            : $"Budget {budget.Name} exceeded its alert threshold";
        var outcome = EventOutcome.Warning(budget.Type ?? "EXCEEDED", "budgets", recovers: false);
        var identity = $"{budget.Name}|{budget.Type}|{budget.Threshold}";
        return awsEvent.Signal(Source, budget.Name, Wording.WithReason(title, budget.Amount), identity, outcome) with
        {
            Facts = NonEmpty.Facts(("Amount", budget.Amount), ("Threshold", budget.Threshold), ("Budget", budget.Limit),
                ("Kind", budget.Kind), ("Alert", budget.Type)),
            Links = NonEmpty.Links(("Budgets", awsEvent.Console("billing", "#/budgets/overview"))),
        };
    }

    /// <summary><c>AWS Account 123456789012</c> on the second line.</summary>
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
