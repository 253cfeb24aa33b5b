using Alerting.Configuration;
using NodaTime;

namespace Alerting.OnCall;

/// <summary>Who is on call at a moment.</summary>
/// <param name="People">By key; empty when nobody is.</param>
/// <param name="IsGapMeant">Whether the schedule says that nobody is on call.</param>
public sealed record OnCallPeople(IReadOnlyList<string> People, bool IsGapMeant = false)
{
    public static OnCallPeople None { get; } = new([]);

    public static OnCallPeople Of(string person) =>
        person == Person.Nobody ? new([], IsGapMeant: true) : new([person]);

    public bool IsGap => People.Count == 0;

    public bool Equals(OnCallPeople? other) =>
        other is not null && IsGapMeant == other.IsGapMeant && People.SequenceEqual(other.People);

    public override int GetHashCode() => HashCode.Combine(People.Count, IsGapMeant);
}

/// <summary>A time in which the same people are on call.</summary>
/// <param name="To">Not included.</param>
public sealed record OnCallShift(Instant From, Instant To, OnCallPeople OnCall);
