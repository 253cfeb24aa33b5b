using Alerting.Cli.Alarms.Writing;

namespace Alerting.Cli.Alarms;

/// <summary>The alarms of all resources, in the order of the template.</summary>
internal sealed class AlarmPlan
{
    /// <summary>Labels that the pipeline and people know; the other tags are about the resource.</summary>
    private static readonly string[] CopiedTags = ["service", "team", "env", "environment"];

    private readonly HashSet<string> _ambiguous;

    public AlarmPlan(IReadOnlyList<Alarm> alarms, string? runbooks = null, string part = "")
    {
        Alarms = alarms;
        Runbooks = runbooks;
        Part = part;
        Places = new Places(alarms.Select(alarm => alarm.Resource.Place));
        _ambiguous = [.. alarms.GroupBy(alarm => alarm.Words).Where(same => same.Count() > 1).Select(same => same.Key)];
        Parameters = [.. alarms.SelectMany(alarm => alarm.Resource.Parameters).DistinctBy(parameter => parameter.Name)
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)];
    }

    public IReadOnlyList<Alarm> Alarms { get; }

    public string? Runbooks { get; }

    /// <summary><c>, part 1 of 2</c></summary>
    public string Part { get; }

    public Places Places { get; }

    public IReadOnlyList<TemplateParameter> Parameters { get; }

    public int ResourceCount => Alarms.Select(alarm => alarm.Resource.Identity).Distinct().Count();

    public TemplateText NameOf(Alarm alarm) => alarm.Name(_ambiguous.Contains(alarm.Words));

    public static IEnumerable<KeyValuePair<string, string>> TagsOf(Alarm alarm) => alarm.Resource.Tags
        .Where(tag => CopiedTags.Contains(tag.Key, StringComparer.Ordinal))
        .OrderBy(tag => tag.Key, StringComparer.Ordinal);

    /// <summary>All alarms of the resources, in an order that does not depend on the input's.</summary>
    public static IReadOnlyList<Alarm> AlarmsOf(IEnumerable<WatchedResource> resources) =>
    [
        .. from resource in resources.DistinctBy(resource => resource.Identity)
           from recipe in resource.Service.Recipes
           where recipe.AppliesTo(resource)
           let threshold = recipe.Fires.Value(resource)
           where threshold is not null
           let dimensions = resource.Service.Dimensions(resource)
           where dimensions is not null
           let service = IndexOf(resource.Service)
           orderby recipe.Kpi, service, resource.Name, resource.Identity
           select new Alarm(resource, recipe, dimensions, threshold.Value),
    ];

    private static int IndexOf(Service service) =>
        Services.ServiceCatalog.All.TakeWhile(other => other != service).Count();
}
