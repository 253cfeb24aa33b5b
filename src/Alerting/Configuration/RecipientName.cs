namespace Alerting.Configuration;

/// <summary>
/// Who gets a notification: a receiver, or one channel of a person the receiver stands for, <c>oncall@ann/sms</c>.
/// Each is a receiver of its own, so whoever was notified that an alert fires is notified when it resolves, on the same
/// channel and after a handover too.
/// </summary>
/// <param name="Receiver">As configured. In an escalation policy also a person or a schedule.</param>
/// <param name="Person">By key; null for the receiver's own channels.</param>
public readonly record struct RecipientName(string Receiver, string? Person = null, string? Channel = null)
{
    public static RecipientName Parse(string name)
    {
        var at = name.LastIndexOf('@');
        var slash = name.LastIndexOf('/');
        return at > 0 && slash > at + 1 && slash < name.Length - 1 && IsKey(name.AsSpan(at + 1, slash - at - 1))
            ? new RecipientName(name[..at], name[(at + 1)..slash], name[(slash + 1)..])
            : new RecipientName(name);
    }

    /// <summary>Whether two names are the same channel of the same person.</summary>
    public static bool IsSame(string one, string other) => Parse(one) is { Person: { } person } recipient
        && Parse(other) is var second && (second.Person, second.Channel) == (person, recipient.Channel);

    /// <summary>Whether it can be the key of a person.</summary>
    public static bool IsKey(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!char.IsLetterOrDigit(letter) && letter is not ('-' or '_' or '.'))
                return false;
        }
        return text.Length > 0;
    }

    /// <summary>For people.</summary>
    public string Display => Person is null ? Receiver : $"{Person} by {Channel}";

    public override string ToString() => Person is null ? Receiver : $"{Receiver}@{Person}/{Channel}";
}
