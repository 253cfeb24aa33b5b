using Alerting.Cli.Alarms.Services;

namespace Alerting.Cli.Alarms.Reading;

/// <summary>The resources of an input that get alarms, and a sentence for each kind that does not.</summary>
internal sealed class Inventory
{
    private readonly List<WatchedResource> _resources = [];
    private readonly SortedDictionary<string, List<string>> _unknown = new(StringComparer.Ordinal);
    private readonly List<string> _conditional = [];
    private readonly List<string> _notes = [];

    public IReadOnlyList<WatchedResource> Resources => _resources;

    public IEnumerable<string> Notes =>
    [
        .. _unknown.Select(kind => $"No alarms for {kind.Key} ({string.Join(", ", kind.Value)}): " +
            (KindAdvice.Of(kind.Key) ?? "this command does not know it.")),
        .. _conditional.Count == 0 ? [] : (string[])[$"Only under a condition of the template exist " +
            $"{string.Join(", ", _conditional)}: remove the alarms of those that you do not deploy."],
        .. _notes,
    ];

    public void Add(WatchedResource resource) => _resources.Add(resource);

    public void AddUnknown(string kind, string name)
    {
        if (!_unknown.TryGetValue(kind, out var names))
            _unknown[kind] = names = [];
        if (!names.Contains(name))
            names.Add(name);
    }

    public void AddConditional(string name) => _conditional.Add(name);

    public void Note(string sentence) => _notes.Add(sentence);

    public void AddArn(Arn arn, IReadOnlyDictionary<string, string>? tags = null)
    {
        if (ServiceCatalog.Of(arn) is not var (service, id))
        {
            AddUnknown(arn.Kind, arn.Text);
            return;
        }
        AddNamed(service, id, arn.Place, arn.Text, tags);
    }

    /// <summary>A resource that exists, with its physical id.</summary>
    public void AddNamed(Service service, string id, Place place, string shown,
        IReadOnlyDictionary<string, string>? tags = null)
    {
        var resource = new WatchedResource(service, service.NameOf(id), TemplateText.Literal(id), place)
        {
            Tags = tags ?? NoTags,
        };
        if (service.AsksFor?.Invoke(id) is { } parameter)
            resource = resource with { Id = TemplateText.Ref(parameter.Name), Parameters = [parameter] };
        if (!ResourceNames.AreGood(id) || service.Dimensions(resource) is null)
            Note($"No alarms for {shown}: its id does not have what the metrics of {service.Word} need.");
        else
            Add(resource);
    }

    private static readonly Dictionary<string, string> NoTags = [];
}
