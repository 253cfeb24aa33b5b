namespace Alerting.Channels.Teams;

/// <summary>The people a card mentions, by sign-in name or object id, separated by commas or spaces.</summary>
/// <remarks>https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format#mention-support-within-adaptive-cards</remarks>
internal static class TeamsMentions
{
    public static IReadOnlyList<string> Of(string? mention) =>
        (mention ?? "").Replace("<at>", " ", StringComparison.OrdinalIgnoreCase)
            .Replace("</at>", " ", StringComparison.OrdinalIgnoreCase)
            .Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static string Text(string person) => $"<at>{person}</at>";
}
