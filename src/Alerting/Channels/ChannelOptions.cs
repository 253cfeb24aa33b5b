namespace Alerting.Channels;

/// <summary>How one channel is configured.</summary>
/// <param name="Key">The key in a receiver, and a target's channel: <c>sms</c>, <c>email</c>, <c>slack</c>.</param>
/// <param name="Name">For people: <c>SMS</c>, <c>e-mail</c>, <c>Slack</c>.</param>
/// <param name="Example">A valid one, for errors.</param>
/// <param name="All">The keys of its mapping form.</param>
/// <param name="Addresses">
/// The alternative sets of options that make a target; the first of each is the address. A set of one option may also
/// be written without a mapping, <c>slack: https://…</c>.
/// </param>
public sealed record ChannelOptions(
    string Key, string Name, string Example, IReadOnlyList<ChannelOption> All,
    params IReadOnlyList<ChannelOption[]> Addresses)
{
    /// <summary>The option that an address without a mapping stands for; null if that is not enough.</summary>
    internal ChannelOption? Short => Addresses.FirstOrDefault(options => options.Length == 1)?[0];

    internal string Needs =>
        string.Join(", or ", Addresses.Select(options => string.Join(" and ", options.Select(option => option.Name))));

    /// <summary>The option of a key of <see cref="Configuration.Target.Options"/>.</summary>
    public ChannelOption? Find(string name) => All.FirstOrDefault(option => option.Covers(name));
}
