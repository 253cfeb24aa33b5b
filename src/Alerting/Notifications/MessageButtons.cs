using Alerting.Incidents;

namespace Alerting.Notifications;

/// <summary>What a press of a message's button carries, so a late press changes nothing.</summary>
/// <param name="Token">Of the answer link that the message carries.</param>
/// <param name="Stand">Null when it is not known.</param>
public sealed record MessageButtons(string Token, IncidentStand? Stand)
{
    /// <summary>Null where a person cannot answer by a button.</summary>
    internal static MessageButtons? Of(string? answerUrl, Notification notification, AnswerLinks? answers) =>
        answerUrl is not null && answers?.HasSlackButtons == true
            ? new MessageButtons(AnswerLinks.TokenIn(answerUrl), notification.Stand) : null;
}
