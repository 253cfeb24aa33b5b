using Alerting.Configuration.Yaml;

namespace Alerting.Cli.Import;

/// <summary>Secrets are never copied: each becomes the name of a parameter to create.</summary>
internal sealed class ImportedSecrets(ImportNotes notes)
{
    /// <summary>The same secret is one parameter.</summary>
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The placeholder of a secret, or of the file that holds it.</summary>
    /// <param name="owner">Names the parameter: a receiver.</param>
    /// <param name="what">Such as <c>slack</c>.</param>
    public string Placeholder(TextNode secret, string path, string owner, string what)
    {
        if (!_names.TryGetValue(secret.Text, out var name))
            _names[secret.Text] = name = Unique($"/alerting/{Slug(owner)}-{what}");
        notes.Add(secret.Place, path, Advice(name, "is a secret and is not copied"));
        return Of(name);
    }

    /// <summary>For a receiver without a channel here.</summary>
    public string Missing(string owner, string what, out string name)
    {
        name = Unique($"/alerting/{Slug(owner)}-{what}");
        return Of(name);
    }

    private static string Advice(string name, string what) =>
        $"This {what}. Store it: aws ssm put-parameter --type SecureString --name {name} --value …";

    private static string Of(string name) => "${ssm:" + name + "}";

    private string Unique(string name)
    {
        var unique = name;
        for (var i = 2; !_taken.Add(unique); i++)
            unique = $"{name}-{i}";
        return unique;
    }

    /// <summary>Parameter names have letters, digits and <c>.-_</c>.</summary>
    private static string Slug(string text)
    {
        var slug = string.Concat(text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        return slug.Trim('-') is { Length: > 0 } name ? name : "receiver";
    }
}
