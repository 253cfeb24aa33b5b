namespace Alerting.Cli.Alarms.Writing;

/// <summary>
/// The regions and accounts of the resources. With one of them a deployment elsewhere is refused; with several, each
/// deployment makes the alarms of its own place.
/// </summary>
internal sealed class Places
{
    private readonly bool _hasRegions;
    private readonly bool _hasAccounts;

    public Places(IEnumerable<Place> places)
    {
        var all = places.Distinct().ToList();
        var regions = all.Select(place => place.Region).OfType<string>().Distinct().ToList();
        var accounts = all.Select(place => place.Account).OfType<string>().Distinct().ToList();
        (_hasRegions, _hasAccounts) = (regions.Count > 1, accounts.Count > 1);
        var only = new Place(regions is [var region] ? region : null, accounts is [var account] ? account : null);
        Rule = only == Place.Unknown ? null : only;
        Conditions = [.. all.Where(place => ConditionOf(place) is not null)
            .Select(place => KeyValuePair.Create(ConditionOf(place)!, Expression(place)))
            .DistinctBy(condition => condition.Key).OrderBy(condition => condition.Key, StringComparer.Ordinal)];
    }

    public Place? Rule { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Conditions { get; }

    public string? ConditionOf(Place place)
    {
        var region = _hasRegions && place.Region is { } name
            ? string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) : "";
        var account = _hasAccounts && place.Account is { } id ? $"Account{id}" : "";
        return region + account is { Length: > 0 } words ? "In" + words : null;
    }

    private string Expression(Place place)
    {
        var region = $"!Equals [!Ref \"AWS::Region\", {YamlText.Quote(place.Region ?? "")}]";
        var account = $"!Equals [!Ref \"AWS::AccountId\", {YamlText.Quote(place.Account ?? "")}]";
        return (_hasRegions && place.Region is not null, _hasAccounts && place.Account is not null) switch
        {
            (true, true) => $"!And [{region}, {account}]",
            (true, false) => region,
            _ => account,
        };
    }
}
