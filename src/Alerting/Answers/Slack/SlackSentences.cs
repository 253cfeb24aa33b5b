namespace Alerting.Answers.Slack;

/// <summary>What only the presser of a button reads.</summary>
internal static class SlackSentences
{
    public const string Unavailable =
        "Your answer may not be recorded: the state or the queue cannot be reached. Press again in a minute.";

    public const string Foreign = "Nothing was changed: this button belongs to another stack, or its key was " +
        "changed. Answer with: alerting incidents ack.";

    public const string Unknown =
        "Nothing was changed: the incident is not recorded yet. That takes seconds; press again.";

    public const string Sent = "Your answer was sent. It will be recorded in a moment.";

    public static string NotChanged(string stand) => $"Nothing was changed. {stand}";

    public static string Stranger(string userId) =>
        "Nothing was changed yet: no person in the configuration has your Slack id. " +
        $"Add slack: {userId} to yours under people, and the buttons work for you.";
}
